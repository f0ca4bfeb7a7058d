"""Which tracking services are asked, as the operator set them."""

from __future__ import annotations

from bot.pushes import KUAIDI100_PATH
from bot.settings import Settings
from core.clock import Clock
from couriers.traces import Subscriber, Tracker
from couriers.tracing import Trackers
from triage.desk.parcels import Subscribe


def build_trackers(settings: Settings, clock: Clock) -> Trackers:
    """Return who is asked about parcels; where no key is set, a client is not even imported."""
    return Trackers(_kuaidi100(settings, clock), _seventeentrack(settings, clock))


def build_subscription(settings: Settings, trackers: Trackers) -> Subscribe | None:
    """Return how to ask 快递100 for news; None where it cannot reach us (it needs the webhook's public address)."""
    if settings.receive != "webhook" or not isinstance(trackers.domestic, Subscriber):
        return None
    return Subscribe(trackers.domestic, f"{settings.public_url.rstrip('/')}{KUAIDI100_PATH}")


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
