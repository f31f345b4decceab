"""Money for a project: from whom, how much, and whether it came."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.domain.directory.models import Organisation
from parvis.domain.joint_projects.enums import FundingState
from parvis.domain.joint_projects.models import Funding, JointProject
from parvis.domain.joint_projects.services.acting import check_writer, heard, note
from parvis.domain.joint_projects.services.values import NAME, one_line, refuse

MOST = Decimal(10) ** 12
"""Euros that the column holds."""


@dataclass(frozen=True)
class FundingValues:
    """What is said of it; `organisation` is the funder where the directory knows it."""

    funder: str
    scheme: str = ""
    amount: Decimal | None = None
    state: FundingState = FundingState.PLANNED
    decided_on: dt.date | None = None
    organisation: Organisation | None = None


def add_funding(*, actor: User, project: JointProject, values: FundingValues) -> Funding:
    """Note money that is planned, asked, granted or refused. Raises NotAllowed, InvalidInput."""
    return _write(actor, Funding(project=project), values, "funding_added")


def edit_funding(*, actor: User, funding: Funding, values: FundingValues) -> Funding:
    """Say otherwise, such as that it was granted. Raises NotAllowed, InvalidInput."""
    return _write(actor, funding, values, "funding_edited")


def remove_funding(*, actor: User, funding: Funding) -> None:
    """Take it out. Raises NotAllowed."""
    check_writer(actor, funding.project)
    with transaction.atomic():
        heard(funding.project)
        note(actor, funding.project, "funding_removed")
        funding.delete()


def _write(actor: User, funding: Funding, values: FundingValues, verb: str) -> Funding:
    check_writer(actor, funding.project)
    name = one_line(values.funder or (values.organisation.name if values.organisation else ""), NAME)
    if not name:
        raise refuse("funder", _("Say from whom the money is to come."))
    if values.amount is not None and not 0 <= values.amount < MOST:
        raise refuse("amount", _("Give an amount in euros that is not negative."))
    funding.funder, funding.scheme, funding.amount = name, one_line(values.scheme, NAME), values.amount
    funding.state, funding.decided_on, funding.organisation = values.state, values.decided_on, values.organisation
    with transaction.atomic():
        funding.save()
        heard(funding.project)
        note(actor, funding.project, verb)
    return funding
