"""Who reads suggestions, asks for them, and says what they think of them."""

from parvis.base.accounts.rules import Actor
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.directory.standing import level_of
from parvis.domain.matchmaking.models import Opinion
from parvis.domain.matchmaking.standing import reads_all, reads_for, reads_of
from parvis.domain.needs.models import Notice


def can_read_suggestions(actor: Actor, organisation: Organisation) -> bool:
    """The campus team, and whoever holds any right over the organisation."""
    return reads_of(actor, organisation)


def can_read_all_suggestions(actor: Actor) -> bool:
    """The campus team: who should meet, runs, coverage, and what people said."""
    return reads_all(actor)


def can_read_suggestions_for(actor: Actor, notice: Notice) -> bool:
    """As for its organisation; of a notice that only the team reads, the team."""
    return reads_for(actor, notice)


def can_say_opinion(actor: Actor, organisation: Organisation) -> bool:
    """Owners and editors of the organisation, and the team that keeps the directory for those who do not sign in."""
    return is_directory_team(actor) or level_of(actor, organisation) in WRITERS


def can_ask(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may say what they think of suggestions may have them worked out anew."""
    return can_say_opinion(actor, organisation)


def can_ask_for_all(actor: Actor) -> bool:
    """The team that keeps the directory has the suggestions of everybody worked out anew."""
    return is_directory_team(actor)


def can_take_back(actor: Actor, opinion: Opinion) -> bool:
    """Whoever may say one for the organisation, as long as it holds."""
    return opinion.taken_back_at is None and can_say_opinion(actor, opinion.organisation)
