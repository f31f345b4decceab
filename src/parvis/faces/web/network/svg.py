"""A drawing as SVG, loaded by templates as `network`: hundreds of elements, and a template is slow at loops."""

from collections.abc import Iterator

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.engine.graph import Side
from parvis.faces.web.design.parts import kind_name
from parvis.faces.web.network.charts import Chart
from parvis.faces.web.network.drawing import RADIUS, Disc, Drawing, Line

register = template.Library()

BESIDE = RADIUS + 4
PLACES = {
    Side.RIGHT: (BESIDE, 4.5, "start"),
    Side.LEFT: (-BESIDE, 4.5, "end"),
    Side.BELOW: (0.0, BESIDE + 13, "middle"),
    Side.ABOVE: (0.0, -BESIDE - 5, "middle"),
}
"""How far a name stands from the middle of its disc, and on which end it begins."""


@register.filter
def network_svg(drawing: Drawing) -> SafeString:
    """Everything inside the `<svg>` element: ties, organisations above them, and their names for whoever sees them.

    A name is cut where it is long, so it is no part of what a disc is called; it leads to the same page by pointer.
    """
    lines = "".join(map(_line, drawing.lines))
    discs, names = "".join(map(_disc, drawing.discs)), "".join(map(_name, drawing.discs))
    return SafeString(
        f'<g class="pv-network-ties" aria-hidden="true">{lines}</g>{discs}<g aria-hidden="true">{names}</g>'
    )


@register.filter
def chart_svg(chart: Chart) -> SafeString:
    """The inside of a small chart: a line through the values, and a dot for each."""
    return SafeString("".join(_chart(chart)))


def said_of(disc: Disc) -> str:
    """An organisation in words: its number in the table, name, kind, and how often it is tied."""
    node = disc.node
    ties = ngettext("%(number)s tie", "%(number)s ties", node.ties) % {"number": node.ties}
    kind = kind_name(node.organisation.kind)
    return _("%(place)s. %(name)s, %(kind)s, %(ties)s") % {
        "place": disc.number,
        "name": node.organisation.name,
        "kind": kind,
        "ties": ties,
    }


def _line(line: Line) -> str:
    ends = f'x1="{line.x1:.2%}" y1="{line.y1:.2%}" x2="{line.x2:.2%}" y2="{line.y2:.2%}"'
    return f'<line class="{line.looks}" {ends} />'


def _disc(disc: Disc) -> str:
    x, y = f"{disc.x:.2%}", f"{disc.y:.2%}"
    said, url = conditional_escape(said_of(disc)), conditional_escape(disc.url)
    return (
        f'<a class="{disc.looks}" href="{url}" aria-label="{said}"><title>{said}</title>'
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}" />'
        f'<text class="pv-network-number" x="{x}" y="{y}" dy="4">{disc.number}</text></a>'
    )


def _name(disc: Disc) -> str:
    if disc.side is None:
        return ""
    x, y, url = f"{disc.x:.2%}", f"{disc.y:.2%}", conditional_escape(disc.url)
    dx, dy, anchor = PLACES[disc.side]
    if disc.node.step == 0:  # its disc is larger
        dx, dy = dx * 1.25, dy * 1.25 if dx == 0 else dy
    place = f'x="{x}" y="{y}" dx="{dx:g}" dy="{dy:g}" text-anchor="{anchor}"'
    text = f"<text {place}>{conditional_escape(disc.name)}</text>"
    return f'<a class="pv-network-name" href="{url}" tabindex="-1">{text}</a>'


def _chart(chart: Chart) -> Iterator[str]:
    for (x1, y1), (x2, y2) in zip(chart.points, chart.points[1:], strict=False):
        yield f'<line class="pv-chart-line" x1="{x1:.2%}" y1="{y1:.2%}" x2="{x2:.2%}" y2="{y2:.2%}" />'
    for x, y in chart.points:
        yield f'<circle class="pv-chart-dot" cx="{x:.2%}" cy="{y:.2%}" r="3.5" />'
