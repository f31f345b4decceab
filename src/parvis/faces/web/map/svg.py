"""A drawing as SVG, loaded by templates as `map`: a page has hundreds of elements, and a template is slow at loops.

Numbers that place things are written as SVG wants them, those that are read as the reader's language does.
"""

from collections.abc import Iterator

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from parvis.faces.web.design.tags import figure
from parvis.faces.web.map.drawing import Area, Drawing, Spot

register = template.Library()


@register.filter
def svg(drawing: Drawing) -> SafeString:
    """Everything inside the `<svg>` element, from the ground up."""
    return SafeString("".join(_parts(drawing)))


def _parts(drawing: Drawing) -> Iterator[str]:
    for path in drawing.background:
        yield f'<path class="pv-map-background" d="{path}" />'
    for path in drawing.ground:
        yield f'<path class="pv-map-ground" d="{path}" />'
    yield from map(_area, drawing.areas)
    yield f'<g class="pv-map-labels" aria-hidden="true" font-size="{drawing.window.text_size}">'
    yield from (_number(area) for area in drawing.areas if area.text_size)
    for caption in drawing.captions:
        text = conditional_escape(caption.text)
        yield f'<text class="pv-map-caption" x="{caption.x}" y="{caption.y}">{text}</text>'
    yield "</g>"
    yield from map(_spot, drawing.spots)


def _said(name: str, count: int) -> str:
    """The name of what is drawn and how many organisations it stands for, escaped."""
    said = ngettext("%(name)s: %(number)s organisation", "%(name)s: %(number)s organisations", count)
    return said % {"name": conditional_escape(name), "number": count}


def _area(area: Area) -> str:
    said, url = _said(area.fact.name, area.fact.count), conditional_escape(area.fact.url)
    return (
        f'<a class="pv-map-area pv-map-level-{area.level}" href="{url}" aria-label="{said}">'
        f'<title>{said}</title><path d="{area.shape.path}" /></a>'
    )


def _number(area: Area) -> str:
    x, y = area.shape.label
    return f'<text x="{x}" y="{y}" font-size="{area.text_size}">{figure(area.fact.count)}</text>'


def _spot(spot: Spot) -> str:
    place = f'cx="{spot.x}" cy="{spot.y}" r="{spot.radius}"'
    if not spot.url:
        return f'<circle class="pv-map-spot" {place} />'
    name = conditional_escape(spot.name)
    said, title = (name, name) if spot.count == 1 else (_said(spot.name, spot.count), f"{name} ({spot.count})")
    return (
        f'<a class="pv-map-spot" href="{conditional_escape(spot.url)}" aria-label="{said}">'
        f"<title>{title}</title><circle {place} /></a>"
    )
