"""Who may do what with calls and applications.

Calls are run by programme managers and administrators of the campus; a partner's programme also by its managers, who
see nothing else. An application is written by whoever began it, the colleagues they invited, and the owners of the
organisation in the directory. Those who run the call read what was submitted, never a draft.
"""

from parvis.base.accounts.rules import Actor
from parvis.domain.calls.enums import WRITABLE, Right
from parvis.domain.calls.models import Application, Call
from parvis.domain.calls.standing import is_shown_to_team, managed_call_ids, may_sponsor, right_over, runs_all_calls
from parvis.domain.directory.standing import account_of


def can_create_call(actor: Actor) -> bool:
    """Programme managers; managers of a partner's programme copy one of their calls instead."""
    return runs_all_calls(actor)


def can_manage_call(actor: Actor, call: Call) -> bool:
    """Programme managers, and the managers of this call."""
    if runs_all_calls(actor):
        return True
    user = account_of(actor)
    return user is not None and managed_call_ids(user).filter(call_id=call.pk).exists()


def can_manage_some_call(actor: Actor) -> bool:
    """Whoever finds something in the working area of calls."""
    if runs_all_calls(actor):
        return True
    user = account_of(actor)
    return user is not None and managed_call_ids(user).exists()


def can_appoint_managers(actor: Actor) -> bool:
    """Programme managers say who runs a partner's programme."""
    return runs_all_calls(actor)


def can_see_application(actor: Actor, application: Application) -> bool:
    """Those who write it; those who run its call, once it was submitted."""
    if is_shown_to_team(application) and can_manage_call(actor, application.call):
        return True
    return right_over(actor, application) is not None


def can_edit_application(actor: Actor, application: Application) -> bool:
    """Those who write it, before it is looked at; whether there is still time is a question of the call."""
    return application.state in WRITABLE and right_over(actor, application) is not None


def can_submit_application(actor: Actor, application: Application) -> bool:
    """Those who write it and may submit."""
    return application.state in WRITABLE and right_over(actor, application) == Right.SUBMIT


def can_withdraw_application(actor: Actor, application: Application) -> bool:
    """Those who may submit it; those who run the call, on behalf of an applicant who asked them."""
    if right_over(actor, application) == Right.SUBMIT:
        return True
    return can_screen(actor, application)


def can_screen(actor: Actor, application: Application) -> bool:
    """Those who run the call, once the application was submitted."""
    return is_shown_to_team(application) and can_manage_call(actor, application.call)


def can_sponsor(actor: Actor) -> bool:
    """Accounts of founding members, and programme managers on their behalf."""
    return may_sponsor(actor)
