"""What linking holds about someone: their judgements and merges, and rows about them that a merge has set aside."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.base.accounts.models import User
from parvis.base.accounts.registry import PersonalData
from parvis.base.accounts.selectors.addresses import addresses_of
from parvis.domain.directory.models import Person
from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.models import Batch, Judgement, Merge, MergeRow, PairFile
from parvis.domain.linking.tables import columns_of, tables

SAID = ("left_source", "left_key", "right_source", "right_key", "verdict", "reason", "judged_at")


def export(user: User) -> dict[str, Any]:
    """What one judged and merged, and what merges have set aside about one."""
    judged = Judgement.objects.filter(judged_by=user).order_by("pk")
    return {
        "judgements": list(judged.values(*SAID)),
        "merges": list(
            Merge.objects.filter(merged_by=user).order_by("pk").values("survivor__name", "absorbed__name", "merged_at")
        ),
        "judgements_from_files": list(
            Judgement.objects.filter(said_by=user.display_name).exclude(said_by="").order_by("pk").values(*SAID)
        ),
        "files": list(PairFile.objects.filter(made_by=user).order_by("pk").values("file_name", "made_at")),
        "set_aside": [{"table": row.model, **row.before} for row in _rows_about(user)],
    }


def erase(user: User) -> list[str]:
    """Remove what merges have set aside about them; judgements stay, under an account that names nobody.

    The name that a file brought is text, and goes from every judgement that bears it: the one exception to their never
    being changed.
    """
    everything: models.QuerySet[Judgement] = models.QuerySet(Judgement)
    named = everything.filter(said_by=user.display_name).exclude(said_by="")
    named.update(said_by="")
    MergeRow.objects.filter(pk__in=[row.pk for row in _rows_about(user)]).delete()
    judged = any(
        rows.exists()
        for rows in (
            Judgement.objects.filter(judged_by=user),
            Batch.objects.filter(made_by=user),
            PairFile.objects.filter(made_by=user),
        )
    )
    if judged or Merge.objects.filter(models.Q(merged_by=user) | models.Q(undone_by=user)).exists():
        return [gettext("What you judged and merged stays, without your name: the directory stands on it.")]
    return []


def _rows_about(user: User) -> Iterator[MergeRow]:
    """Rows that a merge removed as duplicates and that name the account, one of its addresses or its entry."""
    people = Person.objects.filter(account=user).values_list("pk", flat=True)
    wanted = {User: {user.pk}, Person: set(people)}
    addresses = set(addresses_of(user))
    for table in tables():
        columns = _personal_columns(table.model)
        rows = MergeRow.objects.filter(model=table.label, act=RowAct.REMOVED).order_by("pk") if columns else ()
        for row in rows:
            if any(row.before.get(column) in (wanted.get(kind) or addresses) for column, kind in columns):
                yield row


def _personal_columns(model: type[models.Model]) -> list[tuple[str, Any]]:
    """The columns of a table that point to an account or a person, or hold a mail address (None)."""
    found: list[tuple[str, Any]] = []
    for field in columns_of(model):
        if isinstance(field, models.EmailField):
            found.append((field.attname, None))
        elif isinstance(field, models.ForeignKey) and field.related_model in {User, Person}:
            cascades = field.remote_field.on_delete is models.CASCADE
            found += [(field.attname, field.related_model)] if cascades else []
    return found


JUDGED = PersonalData(
    export=export,
    erase=erase,
    held=_("Which organisations you judged to be one or two, which you merged, and why."),
    purpose=_("So that nobody is asked twice, and a merge can be undone."),
    seen_by=_("Community managers and campus administrators."),
    kept=_("As long as the directory; without your name once your account is gone."),
    removed=_("Claims and rights of yours that a merge has set aside; your name in judgements from files."),
    stays=_("Your judgements and merges, without your name."),
)
