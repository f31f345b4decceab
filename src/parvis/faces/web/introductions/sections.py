"""What the page of an organisation says of introductions: how to meet it, and what is under way."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import WRITERS, Status
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import account_of, level_of, organisations_of
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.introductions.selectors.loads import loads_of
from parvis.faces.web.directory.registry import Content, Section, sections


def introductions(actor: Actor, organisation: Organisation) -> Content:
    """For whoever could ask to meet it, speaks for it, or introduces others."""
    user = account_of(actor)
    if user is None or organisation.status == Status.CLOSED:
        return None
    is_campus = is_matchmaker(user)
    is_own = not is_campus and level_of(user, organisation) is not None
    could_ask = not is_campus and organisations_of(user, *WRITERS).exclude(organisation=organisation).exists()
    if not (is_campus or is_own or could_ask):
        return None
    [load] = loads_of([organisation])
    return {
        "organisation": organisation,
        "load": load,
        "is_campus": is_campus,
        "is_own": is_own,
        "can_ask": is_campus or could_ask,
    }


sections.register("introductions", Section("web/introductions/_section.html", introductions, 60))
