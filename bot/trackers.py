"""Which tracking services are asked, as the operator set them."""

from __future__ import annotations

from contextlib import AsyncExitStack

from bot.settings import Settings
from core.clock import Clock
from couriers.tracing import Trackers


def build_trackers(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Trackers:
    """Return who is asked about parcels; where no key is set, a client is not even imported."""
    domestic = abroad = None
    if settings.kuaidi100_customer:
        from couriers.kuaidi100 import Account, Kuaidi100

        key = settings.kuaidi100_key.get_secret_value()
        domestic = Kuaidi100(Account(settings.kuaidi100_customer, key, settings.kuaidi100_url), clock)
        stack.push_async_callback(domestic.close)
    if token := settings.seventeentrack_key.get_secret_value():
        from couriers.seventeentrack import SeventeenTrack, Token

        abroad = SeventeenTrack(Token(token, settings.seventeentrack_url), clock)
        stack.push_async_callback(abroad.close)
    return Trackers(domestic, abroad)
