"""Who writes, reads, manages and hides needs and offers, and who speaks up for opportunities."""

from parvis.base.accounts.rules import Actor, is_team
from parvis.domain.calls.standing import right_over
from parvis.domain.campus.selectors.founding import founding_organisation_ids
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.rules import can_edit, is_account, is_directory_team
from parvis.domain.directory.standing import is_of_ecosystem, level_of
from parvis.domain.needs.enums import Readers
from parvis.domain.needs.models import Notice
from parvis.domain.needs.standing import SHOWN


def can_write_notice(actor: Actor, organisation: Organisation) -> bool:
    """Its owners and editors, the team that keeps the directory, and whoever speaks for a founding member."""
    if can_edit(actor, organisation):
        return True
    return level_of(actor, organisation) is not None and organisation.pk in founding_organisation_ids()


def can_manage_notice(actor: Actor, notice: Notice) -> bool:
    """Whoever may write for its organisation, and reads it."""
    return can_write_notice(actor, notice.organisation) and can_read_notice(actor, notice)


def can_read_notice(actor: Actor, notice: Notice) -> bool:
    """Its organisation and the team that keeps the directory always; others what is shown, as `readers` says.

    What an answer of an application made, and nobody has touched, is read by those who write the application only.
    """
    if notice.is_as_answered and notice.application is not None:
        return right_over(actor, notice.application) is not None
    if is_directory_team(actor) or level_of(actor, notice.organisation) is not None:
        return True
    if notice.state not in SHOWN:
        return False
    if is_team(actor):
        return True
    if notice.is_hidden or notice.readers == Readers.TEAM:
        return False
    return notice.readers == Readers.EVERYONE or is_of_ecosystem(actor)


def can_report_notice(actor: Actor, notice: Notice) -> bool:
    """Whoever is signed in, reads it, and is not its writer."""
    return is_account(actor) and can_read_notice(actor, notice) and not can_manage_notice(actor, notice)


def can_moderate_notices(actor: Actor) -> bool:
    """The team that keeps the directory looks at reports, and hides and shows notices."""
    return is_directory_team(actor)


def can_run_opportunities(actor: Actor) -> bool:
    """The team that keeps the directory enters, imports and hides calls to partner for."""
    return is_directory_team(actor)


def can_say_interest(actor: Actor, organisation: Organisation) -> bool:
    """Whoever may write needs and offers for the organisation."""
    return can_write_notice(actor, organisation)


def can_see_interests(actor: Actor) -> bool:
    """Whoever may act for an organisation, and the campus team."""
    return is_of_ecosystem(actor)
