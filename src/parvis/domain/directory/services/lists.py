"""Replace the lists of an organisation row by row: what stays keeps its source, what is new comes from who acts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.core.errors import InvalidInput
from parvis.domain.directory import identifiers, provenance
from parvis.domain.directory.drafts import Changes, IdentifierRow, LinkRow, NameRow, ParentRow
from parvis.domain.directory.enums import LinkKind, NameKind, RelationKind, Scheme
from parvis.domain.directory.models import Identifier, Link, Name, Organisation, Relation
from parvis.domain.directory.provenance import FieldSource
from parvis.domain.directory.services.values import clean_url

SHARED_SCHEMES = (Scheme.LABEL, Scheme.SIREN, Scheme.FINESS_EJ, Scheme.VAT)
"""Registers whose numbers several organisations may carry: the establishments of one legal entity, labels over time."""

MOST_ROWS = 100
DEEPEST_FAMILY = 12

Row = dict[str, Any]
Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ListChange:
    """What replacing a list did."""

    gone: list[str]
    new: list[str]
    touched: bool


def clean_lists(changes: Changes, organisation: Organisation | None) -> dict[str, list[Row]]:
    """The rows of each list that changes, tidied and without repetitions.

    Raises InvalidInput; its fields are named `<list>-<place>-<column>`, places counted from 0.
    """
    errors: Errors = {}
    cleaned: dict[str, list[Row]] = {}
    for part, clean in CLEANERS.items():
        rows: Sequence[Any] | None = getattr(changes, part)
        if rows is not None:
            cleaned[part] = _clean_rows(part, rows, clean, organisation, errors)
    if errors:
        raise InvalidInput(_("Some rows cannot be taken as they are."), errors)
    return cleaned


def _clean_rows(
    part: str,
    rows: Sequence[Any],
    clean: Callable[[Any, Organisation | None], Row],
    organisation: Organisation | None,
    errors: Errors,
) -> list[Row]:
    if len(rows) > MOST_ROWS:
        errors[part] = [_("At most %(count)d rows.") % {"count": MOST_ROWS}]
    found: dict[str, Row] = {}
    for place, row in enumerate(rows[:MOST_ROWS]):
        try:
            tidy = clean(row, organisation)
        except InvalidInput as error:
            errors[f"{part}-{place}-{next(iter(error.fields), COLUMNS[part])}"] = [str(error)]
        else:
            found.setdefault(provenance.row_key(part, tidy), tidy)
    return list(found.values())


def _clean_name(row: NameRow, _organisation: Organisation | None) -> Row:
    text = " ".join(row.text.split())
    if not text:
        raise InvalidInput(_("This field is required."))
    if len(text) > 300:
        raise InvalidInput(_("At most %(count)d characters.") % {"count": 300})
    return {"kind": _known(row.kind, NameKind.values), "text": text, "language": row.language[:8]}


def _clean_identifier(row: IdentifierRow, organisation: Organisation | None) -> Row:
    _known(row.scheme, Scheme.values, column="scheme")
    value = identifiers.clean(row.scheme, row.value)
    if row.scheme not in SHARED_SCHEMES:
        others = Identifier.objects.filter(scheme=row.scheme, value=value).select_related("organisation")
        other = (others.exclude(organisation=organisation) if organisation else others).first()
        if other:
            raise InvalidInput(
                _("This number belongs to %(organisation)s already.") % {"organisation": other.organisation}
            )
    return {"scheme": row.scheme, "value": value}


def _clean_link(row: LinkRow, _organisation: Organisation | None) -> Row:
    url = clean_url(row.url)
    if not url:
        raise InvalidInput(_("This field is required."))
    return {"kind": _known(row.kind, LinkKind.values), "url": url, "title": " ".join(row.title.split())[:120]}


def _clean_parent(row: ParentRow, organisation: Organisation | None) -> Row:
    parent = Organisation.objects.filter(pk=row.parent_id).first()
    if parent is None:
        raise InvalidInput(_("Choose an organisation."))
    if organisation is not None and organisation.pk in {parent.pk, *ancestors_of(parent)}:
        raise InvalidInput(_("%(parent)s belongs to this organisation itself.") % {"parent": parent})
    return {"kind": _known(row.kind, RelationKind.values), "parent_id": parent.pk}


def _known(value: str, options: Iterable[str], *, column: str = "kind") -> str:
    if value not in options:
        sentence = _("Choose one of the options.")
        raise InvalidInput(sentence, {column: [sentence]})
    return value


CLEANERS: dict[str, Callable[[Any, Organisation | None], Row]] = {
    "names": _clean_name,
    "identifiers": _clean_identifier,
    "links": _clean_link,
    "parents": _clean_parent,
}
COLUMNS = {"names": "text", "identifiers": "value", "links": "url", "parents": "parent_id"}


def ancestors_of(organisation: Organisation) -> set[int]:
    """The ids above, generation by generation."""
    found: set[int] = set()
    generation = {organisation.pk}
    for _depth in range(DEEPEST_FAMILY):
        rows = Relation.objects.filter(child__in=generation).values_list("parent_id", flat=True)
        generation = set(rows) - found
        if not generation:
            break
        found |= generation
    return found


def replace_list(organisation: Organisation, part: str, rows: Sequence[Row], source: FieldSource) -> ListChange:
    """Make the list `part` hold these rows; the caller has cleaned them and holds the transaction."""
    known = {provenance.row_key(part, _as_row(part, item)): item for item in _existing(organisation, part)}
    wanted = {provenance.row_key(part, row): row for row in rows}
    gone = [key for key in known if key not in wanted]
    new = [key for key in wanted if key not in known]
    model = MODELS[part]
    model._base_manager.filter(pk__in=[known[key].pk for key in gone]).delete()
    owner = {"child": organisation} if part == "parents" else {"organisation": organisation}
    sourced = {"source": source.source, "source_on": source.on}
    model._base_manager.bulk_create([model(**owner, **wanted[key], **sourced) for key in new])
    changed = [key for key in wanted if key in known and _as_row(part, known[key]) != wanted[key]]
    for key in changed:
        model._base_manager.filter(pk=known[key].pk).update(**wanted[key], **sourced)
    return ListChange(gone, new, bool(gone or new or changed))


MODELS: Mapping[str, type[Any]] = {
    "names": Name,
    "identifiers": Identifier,
    "links": Link,
    "parents": Relation,
}
ROWS: Mapping[str, type[Any]] = {"names": NameRow, "identifiers": IdentifierRow, "links": LinkRow, "parents": ParentRow}


def _existing(organisation: Organisation, part: str) -> Iterable[Any]:
    condition = {"child": organisation} if part == "parents" else {"organisation": organisation}
    rows: Iterable[Any] = MODELS[part]._base_manager.filter(**condition)
    return rows


def _as_row(part: str, item: Any) -> Row:
    names = ROWS[part].__dataclass_fields__
    return asdict(ROWS[part](**{name: getattr(item, name) for name in names}))
