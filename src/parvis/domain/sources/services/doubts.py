"""Records that no number joins and that resemble an organisation: find them, and let people say whether they are it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parvis.base.accounts.models import User
from parvis.core.errors import Conflict, InvalidInput, InvalidTransition
from parvis.domain.directory.enums import NameKind
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.enums import Verdict
from parvis.domain.linking.keys import Key
from parvis.domain.linking.selectors.records import as_json, from_json
from parvis.domain.linking.selectors.resembling import resembling
from parvis.domain.linking.services.judging_records import judge_record
from parvis.domain.registers.facts import Facts
from parvis.domain.sources.enums import ChangeKind, RunState
from parvis.domain.sources.models import Change, ImportRun
from parvis.domain.sources.selectors.judged import judged
from parvis.domain.sources.selectors.wording import COMPARED, JUDGED, RESEMBLES, entries_of
from parvis.domain.sources.services.plan import Line, Plan
from parvis.engine.linkage import Record


def find_doubts(plan: Plan) -> None:
    """Mark the lines that bring a new organisation and resemble one that is there; what people judged is left out."""
    lines = {line.key: line for line in plan.lines if line.kind == ChangeKind.NEW and line.item}
    said = {key: as_engine_record(line.item.facts) for key, line in lines.items() if line.item}
    found = resembling(list(said.values()))
    ids = {int(link.reference_id) for links in found.values() for link in links}
    names = dict(Organisation.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))
    apart = judged(plan.source, found).apart if found else {}
    for key, links in found.items():
        alike = [link for link in links if int(link.reference_id) not in apart.get(key, ())]
        entries = [
            {"field": RESEMBLES, "organisation": pk, "after": names[pk], "score": round(link.score, 2)}
            for link in alike
            if (pk := int(link.reference_id)) in names
        ]
        if entries:
            _mark(plan, lines[key], [*entries, {"field": COMPARED, "record": as_json(said[key])}])


def _mark(plan: Plan, line: Line, entries: list[dict[str, Any]]) -> None:
    line.kind = ChangeKind.DOUBTFUL
    line.details = [*entries, *line.details]
    plan.count("new", -1)
    plan.count("doubtful")


def as_engine_record(facts: Facts) -> Record:
    """The facts as the engine compares them."""
    return Record(
        id=facts.key,
        name=facts.name,
        aliases=tuple(name.text for name in facts.names if name.kind != NameKind.ACRONYM),
        acronyms=tuple(name.text for name in facts.names if name.kind == NameKind.ACRONYM),
        city=facts.city,
        postcode=facts.postcode,
        country=facts.country,
        website=facts.website,
        parents=tuple(parent.name for parent in facts.parents if parent.name),
        identifiers=tuple((str(scheme), value) for scheme, value in facts.identifiers),
    )


def recall_doubts(run: ImportRun, plan: Plan) -> None:
    """Give lines back the doubts, and the judgements, that people saw; they change nothing of what is written."""
    lines = {line.key: line for line in plan.lines if line.kind in (ChangeKind.NEW, ChangeKind.JOINED)}
    rows = Change.objects.filter(run=run, details__0__field__in=(RESEMBLES, JUDGED)).order_by("pk")
    for kind, key, organisation, details in rows.values_list("kind", "key", "organisation_id", "details"):
        line = lines.get(key)
        if line and kind == ChangeKind.DOUBTFUL and line.kind == ChangeKind.NEW:
            marks = [entry for entry in details if entry["field"] in (RESEMBLES, COMPARED)]
            _mark(plan, line, marks)
        elif line and line.kind == kind and (kind == ChangeKind.NEW or line.handle == organisation):
            line.details = details


def judge_line(*, actor: User, change: Change, organisation: int, verdict: str) -> None:
    """Say of a doubtful line of a staged import whether it is this organisation; it will be joined to it, or not.

    Raises NotAllowed, InvalidTransition where the import is not staged, InvalidInput for an organisation that the line
    does not resemble, Conflict when someone was faster.
    """
    if change.run.state != RunState.STAGED:
        raise InvalidTransition(_("Only lines of an import that is to be checked can be judged."))
    alike = next((e for e in entries_of(change, RESEMBLES) if e["organisation"] == organisation), None)
    found = Organisation.objects.filter(pk=organisation).first()
    if alike is None or found is None:
        raise InvalidInput(_("The line does not resemble this organisation."))
    with transaction.atomic():
        said = from_json(change.key, entries_of(change, COMPARED)[0]["record"])
        key = Key(change.run.source, change.key)
        judge_record(actor=actor, key=key, said=said, organisation=found, verdict=verdict, score=alike["score"])
        values = _after(change, alike, same=verdict == Verdict.SAME)
        if _still_doubtful(change).update(**values) != 1:
            raise Conflict(_("Someone else has judged this pair in the meantime."))


def _still_doubtful(change: Change) -> QuerySet[Change]:
    """The line, when it still resembles as many organisations; judgements only ever take some away.

    Asks for the place of the entry that follows them: databases do not agree on when two JSON texts are equal.
    """
    place = len(entries_of(change, RESEMBLES))
    return Change.objects.filter(pk=change.pk, kind=ChangeKind.DOUBTFUL, **{f"details__{place}__field": COMPARED})


def _after(change: Change, alike: dict[str, Any], *, same: bool) -> dict[str, Any]:
    """The columns of a line once it is judged."""
    word = {"field": JUDGED, "after": alike["after"], "same": same}
    rest = [entry for entry in change.details if entry["field"] not in (RESEMBLES, COMPARED)]
    others = [entry for entry in entries_of(change, RESEMBLES) if entry != alike]
    if same:
        return {"kind": ChangeKind.JOINED, "organisation_id": alike["organisation"], "details": [word, *rest]}
    if others:
        return {"details": [*others, *entries_of(change, COMPARED), word, *rest]}
    return {"kind": ChangeKind.NEW, "details": [word, *rest]}
