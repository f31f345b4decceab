"""What the network hangs on: islands, bridges, and those without whom a part would be cut off."""

from collections.abc import Iterator, Mapping

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parvis.core import clock
from parvis.domain.directory.selectors.briefs import Brief
from parvis.domain.insight.selectors.structure import Structure, named
from parvis.domain.insight.selectors.structure import structure as structure_seen_by
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.network.forms import NetworkForm

PER_PAGE = 20
COLUMNS = ("what", "first", "first_slug", "second", "second_slug", "cut_off", "size")
"""The columns of the file, in their order."""


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """Each of the three as a table of pages; one query for all names of the page."""
    form = NetworkForm(request.GET)
    found = structure_seen_by(request.user, form.filters())
    islands = Paginator(found.islands, PER_PAGE).get_page(request.GET.get("islands"))
    bridges = Paginator(found.bridges, PER_PAGE).get_page(request.GET.get("bridges"))
    crossings = Paginator(found.crossings, PER_PAGE).get_page(request.GET.get("crossings"))
    places = [bridge.first for bridge in bridges] + [bridge.second for bridge in bridges]
    places += [crossing.node for crossing in crossings]
    leading = [pk for island in islands for pk in island.leading]
    names = named([found.ids[place] for place in places] + leading)
    context = {
        "form": form,
        "found": found,
        "organisations": len(found.ids),
        "islands": islands,
        "island_rows": [(one.size, [names[pk] for pk in one.leading if pk in names]) for one in islands],
        "bridges": bridges,
        "bridge_rows": [(_brief(found, names, b.first), _brief(found, names, b.second), b.apart) for b in bridges],
        "crossings": crossings,
        "crossing_rows": [(_brief(found, names, c.node), c.apart, c.parts[1:]) for c in crossings],
    }
    return render(request, "web/network/structure.html", context)


def _brief(found: Structure, names: Mapping[int, Brief], place: int) -> Brief | None:
    """The organisation at a place of the graph; None when it has just gone from the directory."""
    return names.get(found.ids[place])


@require_safe
def structure_file(request: HttpRequest) -> HttpResponseBase:
    """The same as a file, all of it."""
    found = structure_seen_by(request.user, NetworkForm(request.GET).filters())
    return as_file(_rows(found), COLUMNS, name=f"network-bridges-{clock.today().isoformat()}", kind="csv")


def _rows(found: Structure) -> Iterator[dict[str, str]]:
    places = {bridge.first for bridge in found.bridges} | {bridge.second for bridge in found.bridges}
    places |= {crossing.node for crossing in found.crossings}
    names = named([found.ids[place] for place in places] + [pk for one in found.islands for pk in one.leading])
    for crossing in found.crossings:
        yield _row("crossing", _brief(found, names, crossing.node), None, cut_off=crossing.apart)
    for bridge in found.bridges:
        first, second = _brief(found, names, bridge.first), _brief(found, names, bridge.second)
        yield _row("bridge", first, second, cut_off=bridge.apart)
    for island in found.islands:
        yield _row("island", names.get(island.leading[0]), None, size=island.size)


def _row(what: str, first: Brief | None, second: Brief | None, **numbers: int) -> dict[str, str]:
    return {
        "what": what,
        "first": first.name if first else "",
        "first_slug": first.slug if first else "",
        "second": second.name if second else "",
        "second_slug": second.slug if second else "",
        "cut_off": str(numbers.get("cut_off", "")),
        "size": str(numbers.get("size", "")),
    }
