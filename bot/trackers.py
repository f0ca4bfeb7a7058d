"""Which tracking services are asked, as the operator set them."""

from __future__ import annotations

from bot.settings import Settings
from core.clock import Clock
from couriers.traces import Tracker
from couriers.tracing import Trackers


def build_trackers(settings: Settings, clock: Clock) -> Trackers:
    """Return who is asked about parcels; where no key is set, a client is not even imported."""
    return Trackers(_kuaidi100(settings, clock), _seventeentrack(settings, clock))


def _kuaidi100(settings: Settings, clock: Clock) -> Tracker | None:
    if not settings.kuaidi100_customer:
        return None
    from couriers.kuaidi100 import Account, Kuaidi100

    key = settings.kuaidi100_key.get_secret_value()
    return Kuaidi100(Account(settings.kuaidi100_customer, key, settings.kuaidi100_url), clock)


def _seventeentrack(settings: Settings, clock: Clock) -> Tracker | None:
    key = settings.seventeentrack_key.get_secret_value()
    if not key:
        return None
    from couriers.seventeentrack import SeventeenTrack, Token

    return SeventeenTrack(Token(key, settings.seventeentrack_url), clock)
