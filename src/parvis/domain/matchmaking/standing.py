"""What an account is to suggestions: the facts that both rules and selectors stand on."""

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import level_of
from parvis.domain.needs.enums import Readers
from parvis.domain.needs.models import Notice


def reads_all(actor: Actor) -> bool:
    """The campus team."""
    return is_team(actor)


def reads_of(actor: Actor, organisation: Organisation) -> bool:
    """The campus team, and whoever holds any right over the organisation."""
    return is_team(actor) or level_of(actor, organisation) is not None


def reads_for(actor: Actor, notice: Notice) -> bool:
    """As for its organisation; of a notice that only the team reads, the team."""
    return is_team(actor) if notice.readers == Readers.TEAM else reads_of(actor, notice.organisation)
