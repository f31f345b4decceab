"""Two organisations side by side: what each says, field by field, and what agrees."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.domain.directory import identifiers
from parvis.domain.directory.enums import Scheme
from parvis.domain.directory.models import Access, Identifier, Membership, Name, Organisation, Relation
from parvis.domain.directory.naming import fold
from parvis.domain.directory.registry import source_info
from parvis.domain.directory.selectors.neighbours import kilometres_between
from parvis.domain.linking.enums import Mark

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both; `mark` says whether they agree, None where that would say nothing."""

    label: Text
    left: tuple[Text, ...]
    right: tuple[Text, ...]
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Sides:
    """Both organisations with their lines; `kilometres` lie between them where both positions are known."""

    left: Organisation
    right: Organisation
    lines: tuple[Line, ...]
    kilometres: float | None


@dataclass(slots=True)
class Said:
    """What hangs on one organisation."""

    names: list[str] = field(default_factory=list)
    numbers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[int, str] = field(default_factory=dict)
    children: int = 0
    people: int = 0
    accounts: int = 0


def side_by_side(left_id: int, right_id: int) -> Sides:
    """Both as they are now; seven queries, whatever hangs on them. Raises KeyError when one is gone."""
    rows = Organisation.everything.select_related("department").in_bulk([left_id, right_id])
    left, right = rows[left_id], rows[right_id]
    said = _said([left_id, right_id])
    lines = [*_own_lines(left, right), *_hanging_lines(said[left_id], said[right_id])]
    return Sides(
        left=left,
        right=right,
        lines=tuple(line for line in lines if line.left or line.right),
        kilometres=kilometres_between(left, right),
    )


def _said(ids: Sequence[int]) -> dict[int, Said]:
    found = {pk: Said() for pk in ids}
    for pk, text in Name.objects.filter(organisation__in=ids).order_by("pk").values_list("organisation_id", "text"):
        found[pk].names.append(text)
    rows = Identifier.objects.filter(organisation__in=ids).order_by("value")
    for pk, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
        found[pk].numbers[scheme].append(value)
    ties = Relation.objects.filter(child__in=ids).order_by("-parent__weight", "pk")
    for pk, parent, name in ties.values_list("child_id", "parent_id", "parent__name"):
        found[pk].parents[parent] = name
    for model, column, what in (
        (Relation, "parent_id", "children"),
        (Membership, "organisation_id", "people"),
        (Access, "organisation_id", "accounts"),
    ):
        counted = model._base_manager.filter(**{f"{column}__in": ids}).order_by().values_list(column)
        for pk, count in counted.annotate(Count("pk")):
            setattr(found[pk], what, count)
    return found


def _own_lines(left: Organisation, right: Organisation) -> list[Line]:
    both = (left, right)
    return [
        _line(_("Name"), both, lambda o: o.name, alike_names),
        _line(_("Kind"), both, lambda o: o.get_kind_display()),
        _line(_("Status"), both, lambda o: o.get_status_display()),
        _line(_("City"), both, lambda o: " ".join(part for part in (o.postcode, o.city) if part), alike_cities),
        _line(_("Postal address"), both, lambda o: o.address, alike_names),
        _line(_("Department"), both, lambda o: o.department.name if o.department else ""),
        _line(_("Country"), both, lambda o: "" if left.country == right.country else o.country),
        _line(_("Website"), both, lambda o: o.website, alike_sites),
        _line(_("Year of foundation"), both, lambda o: str(o.founded_year or "")),
        Line(_("Known by"), _registers(left), _registers(right), None),
    ]


def _registers(organisation: Organisation) -> tuple[Text, ...]:
    return tuple(source_info(code).name for code in organisation.sources)


def _line(
    label: Text,
    both: tuple[Organisation, Organisation],
    value: Callable[[Organisation], str],
    compare: Callable[[str, str], Mark] | None = None,
) -> Line:
    left, right = value(both[0]), value(both[1])
    return Line(label, _texts(left), _texts(right), _mark(left, right, compare or alike_words))


def _texts(text: str) -> tuple[Text, ...]:
    return (text,) if text else ()


def _mark(left: str, right: str, compare: Callable[[str, str], Mark]) -> Mark | None:
    if not left and not right:
        return None
    return compare(left, right) if left and right else Mark.ONE_SIDE


def alike_words(left: str, right: str) -> Mark:
    """The same but for case, accents and punctuation, or different."""
    return Mark.SAME if fold(left) == fold(right) else Mark.DIFFERENT


def alike_names(left: str, right: str) -> Mark:
    """The same words; half of the words of the shorter one; or different."""
    one, other = set(fold(left).split()), set(fold(right).split())
    if one == other:
        return Mark.SAME
    return Mark.ALIKE if 2 * len(one & other) >= min(len(one), len(other)) else Mark.DIFFERENT


def alike_cities(left: str, right: str) -> Mark:
    """The same postcode and city; one of them; or different."""
    one, other = fold(left), fold(right)
    if one == other:
        return Mark.SAME
    return Mark.ALIKE if set(one.split()) & set(other.split()) else Mark.DIFFERENT


def alike_sites(left: str, right: str) -> Mark:
    """The same host; one a part of the other; or different."""
    one, other = (urlsplit(url).netloc.lower().removeprefix("www.") for url in (left, right))
    if one == other:
        return Mark.SAME
    return Mark.ALIKE if one.endswith(f".{other}") or other.endswith(f".{one}") else Mark.DIFFERENT


def _hanging_lines(left: Said, right: Said) -> list[Line]:
    lines = [_sets(_("Other names"), left.names, right.names, fold)]
    lines += _numbers(left, right)
    parents = _overlap(set(left.parents), set(right.parents))
    lines.append(Line(_("Belongs to"), tuple(left.parents.values()), tuple(right.parents.values()), parents))
    for label, name in COUNTED:
        mine_count, their_count = getattr(left, name), getattr(right, name)
        if mine_count or their_count:
            lines.append(Line(label, (str(mine_count),), (str(their_count),), None))
    return lines


COUNTED = ((_("Below it"), "children"), (_("People"), "people"), (_("Accounts that act for it"), "accounts"))


def _numbers(left: Said, right: Said) -> list[Line]:
    """A line for each register that numbers both, and one for all numbers that only one of them has."""
    lines: list[Line] = []
    alone: tuple[list[Text], list[Text]] = ([], [])
    for scheme in identifiers.CLEANERS:
        mine, theirs = left.numbers.get(scheme, []), right.numbers.get(scheme, [])
        if mine and theirs:
            mark = _overlap(set(mine), set(theirs))
            lines.append(Line(Scheme(scheme).label, _shown(scheme, mine), _shown(scheme, theirs), mark))
        else:
            for place, values in enumerate((mine, theirs)):
                alone[place].extend(f"{Scheme(scheme).label} {text}" for text in _shown(scheme, values))
    return [*lines, Line(_("Other numbers"), tuple(alone[0]), tuple(alone[1]), Mark.ONE_SIDE)]


def _shown(scheme: str, values: Iterable[str]) -> tuple[Text, ...]:
    return tuple(identifiers.display(scheme, value) for value in values)


def _sets(label: Text, left: Iterable[str], right: Iterable[str], key: Callable[[str], str]) -> Line:
    mine, theirs = tuple(left), tuple(right)
    return Line(label, mine, theirs, _overlap({key(text) for text in mine}, {key(text) for text in theirs}))


def _overlap(left: set[str] | set[int], right: set[str] | set[int]) -> Mark | None:
    """The same, some in common, none in common."""
    if not left and not right:
        return None
    if not left or not right:
        return Mark.ONE_SIDE
    if left == right:
        return Mark.SAME
    return Mark.ALIKE if set(left) & set(right) else Mark.DIFFERENT
