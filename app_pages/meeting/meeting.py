"""An intervision meeting, on the screen for all, the facilitator's card, or somebody's phone."""

from __future__ import annotations

from app_pages.context import PageContext
from app_pages.meeting import end, phone, stage, start
from app_pages.meeting.session import running_meeting
from app_pages.ui.links import Pages
from intervision.meeting import LOBBY


def show(context: PageContext, pages: Pages) -> None:
    """The start without a meeting, then its lobby, its phases and its outcome."""
    running = running_meeting(context)
    if running is None:
        start.show(context, pages)
    elif running.role == "phone":
        phone.show(context, pages, running)
    elif running.meeting.phase == LOBBY:
        start.lobby(context, running)
    elif running.meeting.phase is None:
        end.show(context, pages, running)
    elif running.role == "card":
        phone.show(context, pages, running)
    else:
        stage.show(context, running)
