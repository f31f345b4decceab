"""What matchmaking hears from needs."""

from parvis.domain.matchmaking.services.asking import ask_for_notice, ask_for_opportunity
from parvis.domain.needs.events import NoticeChanged, OpportunityChanged
from parvis.domain.needs.models import Interest
from parvis.domain.needs.selectors.opportunities import open_opportunities


def notice_changed(event: NoticeChanged) -> None:
    """Have suggestions worked out again; of a notice that is not open any more they go."""
    ask_for_notice(notice_id=event.notice_id)


def opportunity_changed(event: OpportunityChanged) -> None:
    """The same for a call that can still be answered, and for each organisation that would answer it."""
    if open_opportunities().filter(pk=event.opportunity_id).exists():
        ask_for_opportunity(opportunity_id=event.opportunity_id)
        interested = Interest.objects.filter(opportunity=event.opportunity_id).order_by("pk")
        for organisation in interested.values_list("organisation_id", flat=True):
            ask_for_opportunity(opportunity_id=event.opportunity_id, organisation_id=organisation)
