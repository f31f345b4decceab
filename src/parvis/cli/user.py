"""`parvis user`: accounts from the command line of the machine, which may do everything."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from parvis.cli.start import refuse, start

if TYPE_CHECKING:
    from parvis.base.accounts.enums import Role
    from parvis.base.accounts.models import User

app = typer.Typer(no_args_is_help=True, help="Add, change and list accounts.")

Email = Annotated[str, typer.Argument(help="The address of the account.")]
FromInput = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
RoleName = Annotated[str, typer.Argument(help="administrator, programme, community, site or reviewer.")]


@contextlib.contextmanager
def _acting() -> Iterator[None]:
    """Django ready, services speaking English, their refusals as sentences."""
    start()
    from django.utils import translation  # noqa: PLC0415 -- needs Django

    from parvis.core.errors import InvalidInput, ParvisError  # noqa: PLC0415 -- needs Django

    try:
        with translation.override("en"):
            yield
    except InvalidInput as error:
        refuse(" ".join([str(error), *(line for lines in error.fields.values() for line in lines)]), code=1)
    except ParvisError as error:
        refuse(str(error), code=1)


def _account(email: str) -> "User":
    from parvis.base.accounts.models import User  # noqa: PLC0415 -- needs Django

    found = User.objects.filter(email=email.strip().lower()).first()
    return found or refuse(f"there is no account with the address {email}.", code=1)


def _password(*, from_input: bool) -> str:
    """Never an argument: other accounts of the machine can read those."""
    if from_input:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="The name that others read.")] = "",
    role: Annotated[list[str] | None, typer.Option(help="A role of the campus; may be given several times.")] = None,
    password_stdin: FromInput = False,  # noqa: FBT002 -- an option
    no_password: Annotated[bool, typer.Option("--no-password", help="Sign in by mailed code only.")] = False,  # noqa: FBT002 -- an option
) -> None:
    """Open an account, and ask for its password."""
    with _acting():
        from parvis.base.accounts.services.creation import create_account  # noqa: PLC0415 -- needs Django

        roles = [_role(one) for one in role or []]
        password = None if no_password else _password(from_input=password_stdin)
        user = create_account(actor=None, email=email, password=password, name=name, roles=roles)
        typer.echo(f"{user.email} can sign in.")


@app.command()
def role(
    email: Email,
    role: RoleName,
    remove: Annotated[bool, typer.Option("--remove", help="Take the role away.")] = False,  # noqa: FBT002 -- an option
) -> None:
    """Give an account a role of the campus, or take it away."""
    with _acting():
        from parvis.base.accounts.services.roles import grant_role, revoke_role  # noqa: PLC0415 -- needs Django

        (revoke_role if remove else grant_role)(actor=None, user=_account(email), role=_role(role))
        typer.echo(f"{email} {'no longer holds' if remove else 'holds'} the role {role}.")


@app.command()
def password(email: Email, password_stdin: FromInput = False) -> None:  # noqa: FBT002 -- an option
    """Give an account a new password."""
    with _acting():
        from parvis.base.accounts.services.creation import set_password  # noqa: PLC0415 -- needs Django

        user = _account(email)
        set_password(actor=None, user=user, password=_password(from_input=password_stdin))
        typer.echo(f"{email} has a new password.")


@app.command("list")
def list_accounts() -> None:
    """List every account, its roles, and whether it can sign in."""
    with _acting():
        from parvis.base.accounts.models import User  # noqa: PLC0415 -- needs Django

        users = User.objects.filter(erased_at=None).prefetch_related("role_grants").order_by("email")
        for user in users:
            roles = ", ".join(sorted(grant.role for grant in user.role_grants.all())) or "-"
            typer.echo(f"{user.email}\t{user.name or '-'}\t{roles}\t{'active' if user.is_active else 'deactivated'}")


@app.command()
def deactivate(
    email: Email,
    undo: Annotated[bool, typer.Option("--undo", help="Let the account sign in again.")] = False,  # noqa: FBT002 -- an option
) -> None:
    """Close an account without removing anything, and end its sessions; or open it again."""
    with _acting():
        from parvis.base.accounts.services.members import (  # noqa: PLC0415 -- needs Django
            deactivate_account,
            reactivate_account,
        )

        (reactivate_account if undo else deactivate_account)(actor=None, user=_account(email))
        typer.echo(f"{email} {'can sign in again' if undo else 'is deactivated'}.")


def _role(name: str) -> "Role":
    from parvis.base.accounts.enums import Role  # noqa: PLC0415 -- needs Django

    if name not in Role.values:
        refuse(f"there is no role {name}; there are {', '.join(Role.values)}.")
    return Role(name)
