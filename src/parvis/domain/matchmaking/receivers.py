"""What matchmaking hears from needs."""

from parvis.domain.matchmaking.services.asking import ask_for_call, ask_for_notice
from parvis.domain.needs.events import NoticeChanged, OpportunityChanged
from parvis.domain.needs.selectors.opportunities import open_opportunities


def notice_changed(event: NoticeChanged) -> None:
    """Have suggestions worked out again; of a notice that is not open any more they go."""
    ask_for_notice(notice_id=event.notice_id)


def opportunity_changed(event: OpportunityChanged) -> None:
    """The same for a call that can still be answered, and for each organisation that would answer it."""
    if open_opportunities().filter(pk=event.opportunity_id).exists():
        ask_for_call(opportunity_id=event.opportunity_id)
