"""Make two organisations one, and write down everything that this did."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.base.activity.services.record import record
from parvis.core import bus, clock
from parvis.core.errors import Conflict, InvalidInput, NotAllowed
from parvis.domain.directory.events import OrganisationChanged, OrganisationRenamed
from parvis.domain.directory.models import Access, Organisation
from parvis.domain.linking import rules
from parvis.domain.linking.enums import RowAct
from parvis.domain.linking.keys import Key
from parvis.domain.linking.models import Judgement, Merge, MergeRow
from parvis.domain.linking.registry import Remake, records
from parvis.domain.linking.selectors.obstacles import obstacles_between
from parvis.domain.linking.selectors.rows import Row, Rows, differences, rows_about
from parvis.domain.linking.services.inheriting import inherited, keep_names
from parvis.domain.linking.services.moving import move_rows

Went = Mapping[tuple[str, str], str]


def merge_organisations(
    *,
    actor: User | None,
    survivor: Organisation,
    absorbed: Organisation,
    reason: str = "",
    override: str = "",
    judgement: Judgement | None = None,
    remake: Remake | None = None,
) -> Merge:
    """Let the survivor take the absorbed organisation in; `actor` None means parvis itself.

    Both must be as the caller read them (by their versions): Conflict when someone wrote since, or merged one of them.
    What speaks against it raises InvalidInput, unless `override` says why an administrator merges all the same.
    Whoever merges many passes `remake`, made once by the keeper of source records.
    """
    if actor is not None and not rules.can_judge(actor):
        raise NotAllowed(_("Only community managers and campus administrators merge organisations."))
    if survivor.pk == absorbed.pk:
        raise InvalidInput(_("This is the same organisation: choose another one."))
    with transaction.atomic():
        survivor, absorbed = _take(survivor, absorbed)
        obstacle = _obstacle(actor, survivor, absorbed, override)
        ids = [survivor.pk, absorbed.pk]
        before, digests = rows_about(ids), records().digests(ids)
        merge = Merge.objects.create(
            survivor=survivor,
            absorbed=absorbed,
            judgement=judgement,
            reason=reason.strip(),
            obstacle=obstacle,
            override=override.strip() if obstacle else "",
            records=as_json(digests),
            merged_by=actor,
        )
        waited = records().waiting() if digests else set()
        went = _become_one(survivor, absorbed, before, (remake or records().remaker()) if digests else None)
        after = rows_about(ids)
        ledger = {(row.model, row.row): row for row in ledger_of(merge, before, after, went)}
        if digests:
            ledger = {**_settled(merge, waited), **ledger}
        MergeRow.objects.bulk_create(ledger.values(), batch_size=500)
        records().weigh(relatives(before, after) - set(ids))
        _tell(actor, merge, after)
    return merge


def _take(survivor: Organisation, absorbed: Organisation) -> tuple[Organisation, Organisation]:
    """Move both versions on and lock both rows, always in the same order, so that two merges cannot block.

    The lock also keeps others from adding rows that point to them. Returns both as they are now.
    """
    for organisation in sorted((survivor, absorbed), key=lambda organisation: organisation.pk):
        row = Organisation.objects.filter(pk=organisation.pk, version=organisation.version)
        if row.update(version=organisation.version + 1, updated_at=clock.now()) != 1:
            raise Conflict(
                _("%(name)s has been changed or merged in the meantime. Look at it again.") % {"name": organisation}
            )
    rows = Organisation.everything.select_for_update(of=("self",)).filter(pk__in=[survivor.pk, absorbed.pk])
    present = {organisation.pk: organisation for organisation in rows.order_by("pk")}
    return present[survivor.pk], present[absorbed.pk]


def _obstacle(actor: User | None, survivor: Organisation, absorbed: Organisation, override: str) -> str:
    found = obstacles_between(survivor, absorbed)
    sentence = " ".join(obstacle.sentence for obstacle in found)
    if not found:
        return ""
    if any(obstacle.is_final for obstacle in found) or not override.strip():
        raise InvalidInput(sentence)
    if actor is None or not rules.can_override(actor):
        raise NotAllowed(_("Only a campus administrator may merge organisations against what their numbers say."))
    return sentence


def _become_one(survivor: Organisation, absorbed: Organisation, before: Rows, remake: Remake | None) -> Went:
    """Move the rows, inherit the fields, make the survivor anew from all its records."""
    names = {organisation.name: organisation.provenance.get("name") for organisation in (survivor, absorbed)}
    values = inherited(survivor, absorbed)
    went = move_rows(survivor=survivor, absorbed=absorbed, before=before)
    Organisation.everything.filter(pk=survivor.pk).update(**values)
    gone = {"merged_into": survivor, **({"logo": None} if "logo_id" in values else {})}
    Organisation.everything.filter(pk=absorbed.pk).update(**gone)
    if remake:
        remake([survivor.pk])
    else:
        records().weigh([survivor.pk])
    survivor.refresh_from_db()
    keep_names(survivor, names)
    return went


def ledger_of(merge: Merge, before: Rows, after: Rows, went: Went) -> Iterable[MergeRow]:
    """What happened to each row between the two states."""
    for label, rows in before.items():
        present = after[label]
        for key, row in rows.items():
            if key not in present:
                yield MergeRow(
                    merge=merge, model=label, row=key, act=RowAct.REMOVED, before=row, kept=went.get((label, key), "")
                )
            elif present[key] != row:
                was, now = differences(row, present[key])
                yield MergeRow(merge=merge, model=label, row=key, act=RowAct.CHANGED, before=was, after=now)
        for key in present.keys() - rows.keys():
            yield MergeRow(merge=merge, model=label, row=key, act=RowAct.ADDED, after=present[key])


def _settled(merge: Merge, waited: set[int]) -> dict[tuple[str, str], MergeRow]:
    """Records that wait for a parent no more, or that wait now, because the two became one."""
    keeper, wait = records(), records().waiting()
    return {
        (keeper.table, str(pk)): MergeRow(
            merge=merge,
            model=keeper.table,
            row=str(pk),
            act=RowAct.CHANGED,
            before={keeper.flag: pk in waited},
            after={keeper.flag: pk in wait},
        )
        for pk in sorted(waited ^ wait)
    }


def _tell(actor: User | None, merge: Merge, after: Rows) -> None:
    """The line of the log, for whoever has a right over the survivor now, and the news."""
    users = User.objects.filter(pk__in=Access.objects.filter(organisation=merge.survivor_id).values("user"))
    data = {"merge": merge.pk, "absorbed": merge.absorbed_id, "name": merge.absorbed.name}
    record(actor=actor, verb="linking.merged", target=merge.survivor, data=data, concerns=users.order_by("pk"))
    bus.publish(OrganisationChanged((merge.survivor_id, merge.absorbed_id)))
    if _has_children(after, merge.survivor_id):
        bus.publish(OrganisationRenamed(merge.survivor_id))


def as_json(digests: Mapping[int, Mapping[Key, str]]) -> dict[str, str]:
    """What the records of some organisations say, as the ledger keeps it."""
    return {str(key): digest for said in digests.values() for key, digest in said.items()}


def relatives(*states: Rows) -> set[int]:
    """Organisations at the other ends of family ties: their weights depend on how many belong to them."""
    ties: Iterable[Row] = [row for rows in states for row in rows["directory.relation"].values()]
    return {row[column] for row in ties for column in ("child_id", "parent_id")}


def _has_children(rows: Rows, survivor: int) -> bool:
    relations: Iterable[Row] = rows["directory.relation"].values()
    return any(row["parent_id"] == survivor for row in relations)
