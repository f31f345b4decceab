"""The results as readers see them: what matched is marked, and why they are there is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parvis.domain.directory import identifiers
from parvis.domain.directory.enums import Scheme, Status
from parvis.domain.directory.models import Identifier, Organisation
from parvis.domain.directory.selectors.search import DirectoryPage, Result
from parvis.domain.reference.enums import OrganisationKind
from parvis.engine.text.highlight import marked
from parvis.faces.web.design.parts import kind_icon


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result, every part of it ready to be shown."""

    url: str
    icon: str
    name: SafeString
    about: str
    ended: str
    """Its status, when it is no longer active."""
    is_invented: bool
    other_name: SafeString
    number: str
    keyword: SafeString


def rows_of(page: DirectoryPage) -> list[ResultRow]:
    """The results of a page, in their order; one query where a number matched."""
    numbers = _numbers(page.results)
    kinds = {value: str(label) for value, label in OrganisationKind.choices}
    return [_row(result, page, kinds, numbers) for result in page.results]


def _row(result: Result, page: DirectoryPage, kinds: dict[str, str], numbers: dict[int, str]) -> ResultRow:
    organisation, place = result.organisation, place_of(result.organisation)
    kind = kinds.get(organisation.kind, organisation.kind)
    has_ended = organisation.status in {Status.DORMANT, Status.CLOSED}
    return ResultRow(
        url=organisation.get_absolute_url(),
        icon=kind_icon(organisation.kind),
        name=_marked(organisation.name, page),
        about=f"{kind} · {place}" if place else kind,
        ended=organisation.get_status_display() if has_ended else "",
        is_invented=organisation.is_invented,
        other_name=_marked(result.hit.other_name, page),
        number=numbers.get(organisation.pk, ""),
        keyword=_marked(result.hit.keyword, page),
    )


def place_of(organisation: Organisation) -> str:
    """City and department, or what is known of them."""
    city, department = organisation.city, str(organisation.department or "")
    return city if not department or department == city else f"{city} ({department})" if city else department


def _marked(text: str, page: DirectoryPage) -> SafeString:
    if not page.words and not page.beginnings:
        return format_html("{}", text)
    pieces = marked(text, page.words, page.beginnings)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in pieces)
    )


def _numbers(results: Iterable[Result]) -> dict[int, str]:
    """The register and the number through which each was found."""
    wanted = {result.organisation.pk: result.hit.number for result in results if result.hit.number}
    if not wanted:
        return {}
    rows = Identifier.objects.filter(organisation__in=list(wanted), value__in=set(wanted.values()))
    return {
        pk: number_text(scheme, value)
        for pk, scheme, value in rows.values_list("organisation", "scheme", "value")
        if wanted[pk] == value
    }


def number_text(scheme: str, value: str) -> str:
    """The register and its number in groups; a label says its register itself."""
    shown = identifiers.display(scheme, value)
    return shown if scheme == Scheme.LABEL else f"{Scheme(scheme).label} {shown}"
