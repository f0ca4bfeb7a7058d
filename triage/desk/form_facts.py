"""What a form says about itself: its community, its product, its day, its voice."""

from __future__ import annotations

from datetime import date

from core.errors import SayableError
from tickets.form import Form
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words.voice import Voice


def community_of(tools: Tools, form: Form) -> CommunityWatch:
    """Return the community that a form is about.

    Raises:
        SayableError: none is chosen, or it is no longer there.
    """
    known = None if form.community_id is None else tools.watch.community(form.community_id)
    if known is None:
        raise SayableError("aftersales-where")
    return known


def product_name_of(tools: Tools, form: Form) -> str:
    """Return the name of the product that a form is about."""
    known = None if form.community_id is None else tools.watch.community(form.community_id)
    wanted = form.answers.product_id
    product = None if known is None or wanted is None else known.workspace.products.get(wanted)
    return form.answers.facts.product_name if product is None else product.name


def today_of(tools: Tools, form: Form) -> date:
    """Return the date in the form's workspace."""
    voice = voice_of(tools, form)
    return voice.now.astimezone(voice.zone).date()


def voice_of(tools: Tools, form: Form) -> Voice:
    """Return how the form's workspace speaks."""
    known = None if form.community_id is None else tools.watch.community(form.community_id)
    return tools.voice(None if known is None else known.workspace)
