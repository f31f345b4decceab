"""What an import does, line by line: found with the plan, kept as rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from parvis.core import bulk
from parvis.domain.reference.naming import fold
from parvis.domain.registers.differences import differences, remark
from parvis.domain.registers.facts import Facts, dumped
from parvis.domain.registers.joining import SHARED_BY_NATURE, IdentityIndex, Number
from parvis.domain.sources.enums import CREATING, TOUCHING, ChangeKind
from parvis.domain.sources.models import Change, ImportRun, SourceRecord
from parvis.domain.sources.selectors.identity import chunks
from parvis.domain.sources.services.parsing import Parsed
from parvis.domain.sources.services.plan import Known, Line, Plan, Row

QUIET = frozenset({ChangeKind.SAME, ChangeKind.SKIPPED})
"""Lines that change nothing; they are kept only where someone is going to look at all of them."""

COLUMNS = ("run_id", "kind", "line", "key", "name", "words", "organisation_id", "details", "before", "has_remark")
DEFAULTS = ("is_news", "kept")
LONGEST_WORDS = 400


def describe(plan: Plan, index: IdentityIndex, *, in_full: bool) -> None:
    """Find the differences of each line; of lines that bring a new organisation, and of quiet ones, only `in_full`."""
    _load_said(plan)
    if not in_full:
        plan.lines = [line for line in plan.lines if line.kind not in QUIET]
    for line in plan.lines:
        line.remarks += _owned_by_others(line, index)
        line.details = [remark(code, number) for code, number in line.remarks]
        if line.kind == ChangeKind.SKIPPED:
            line.details.append({"field": "skipped", "reason": line.reason})
        if line.item and (in_full or line.kind not in CREATING):
            target = plan.targets[line.item.handle]
            line.details += differences(
                plan.source,
                line.said,
                line.item.facts,
                made=target.made,
                current=target.current,
                of_people=target.of_people,
            )


def _owned_by_others(line: Line, index: IdentityIndex) -> list[tuple[str, Number]]:
    """The numbers of a record that another organisation carries."""
    if line.item is None:
        return []
    own = (number for number in line.item.facts.identifiers if number[0] not in SHARED_BY_NATURE)
    return [("owned", n) for n in own if line.item.handle not in index.owners[n] and index.owners[n]]


def _load_said(plan: Plan) -> None:
    """What changed and missing records say now."""
    lines = {line.before.pk: line for line in plan.lines if line.before and line.kind in TOUCHING - {"confirmed"}}
    for chunk in chunks(lines):
        for pk, said in SourceRecord.objects.filter(pk__in=chunk).order_by().values_list("pk", "facts"):
            lines[pk].said = Facts.from_json(said)
            lines[pk].name = lines[pk].name or said.get("name", "")


def change_rows(plan: Plan, parsed: Parsed, ids: Mapping[int, int], *, in_full: bool = False) -> Iterator[Row]:
    """The values of `COLUMNS` after the run for each line; `ids` are those of new organisations, once they have one."""
    for line in plan.lines:
        handle = line.handle if line.handle is None or line.handle > 0 else ids.get(line.handle)
        before = _before(line, line.before) if line.before and line.kind in TOUCHING else None
        words = _words(f"{line.name} {line.key}")
        start = (str(line.kind), line.number, line.key, line.name, words)
        yield (*start, handle, line.details, before, bool(line.remarks))
    for number, reason in parsed.skipped if in_full else ():
        yield _bare(ChangeKind.SKIPPED, number, {"reason": reason})
    for refusal in parsed.refused:
        yield _bare(ChangeKind.REFUSED, refusal.line, {"column": refusal.column, "message": refusal.message})


def _bare(kind: ChangeKind, number: int, why: dict[str, str]) -> Row:
    """A line without a record."""
    words = _words(" ".join(why.values()))
    return (kind.value, number, "", "", words, None, [{"field": kind.value, **why}], None, False)


def _words(text: str) -> str:
    return fold(text)[:LONGEST_WORDS]


def _before(line: Line, known: Known) -> dict[str, Any]:
    """What gives the record back as it was."""
    days = {name: day.isoformat() for name, day in (("on", known.source_on), ("gone", known.gone_on)) if day}
    said = line.said.to_json() if line.said and line.kind == ChangeKind.CHANGED else {}
    return {**days, "run": known.last_run_id, **({"facts": said} if said else {})}


def write_lines(run: ImportRun, rows: Iterable[Row], *, news: frozenset[int] = frozenset()) -> None:
    """Put these rows in the place of those that the run had; `news` are the places of those that differ from them."""
    Change.objects.filter(run=run).order_by().delete()
    bulk.insert(
        Change,
        (*COLUMNS, *DEFAULTS),
        ((run.pk, *row, place in news, []) for place, row in enumerate(rows)),
    )


def news_in(run: ImportRun, rows: Sequence[Row]) -> frozenset[int]:
    """The places of the rows that differ from what the run's lines said so far, and -1 where one of these is gone."""
    shown: dict[Row, int] = {}
    columns = ("kind", "line", "key", "name", "organisation_id", "details")
    for row in Change.objects.filter(run=run).order_by().values_list(*columns):
        shown[_seen(*row)] = shown.get(_seen(*row), 0) + 1
    news = set()
    for place, (kind, line, key, name, _words, organisation, details, *_rest) in enumerate(rows):
        seen = _seen(kind, line, key, name, organisation, details)
        if shown.get(seen, 0):
            shown[seen] -= 1
        else:
            news.add(place)
    return frozenset(news | ({-1} if any(shown.values()) else set()))


def _seen(kind: str, line: int | None, key: str, name: str, organisation: int | None, details: Any) -> Row:
    """What people saw of a line; the organisation that it creates has no number before it is applied."""
    return (kind, line, key, name, None if kind in CREATING else organisation, dumped(details))
