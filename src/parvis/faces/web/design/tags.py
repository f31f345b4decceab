"""What components need from Python; loaded into every template."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BaseForm, BoundField, widgets
from django.template.context import Context
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()

DASHES = BLANK_CHOICE_DASH[0][1]
HYPHENATED = re.compile(r"\w+(?:-\w+)+")

TONES = {
    "success": {"active", "accepted", "confirmed", "done", "succeeded", "sent", "open", "ok"},
    "warning": {"pending", "waiting", "dormant", "ready", "queued", "warning", "expired", "staged", "waitlisted"},
    "danger": {"refused", "failed", "error", "dead", "danger"},
    "info": {"running", "draft", "info", "applying", "rolling_back", "submitted", "in_review", "shortlisted"},
}


@register.filter
def tone_of(state: str) -> str:
    """The tone in which a state is shown; neutral when it says neither good nor bad."""
    return next((tone for tone, states in TONES.items() if state in states), "neutral")


@register.filter
def figure(value: object) -> str:
    """A number with the separators of the reader's language; anything else as it is."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


@register.filter
def percent(share: float) -> str:
    """A share in whole percent; what is nearly none or nearly all is not called that."""
    number = round(100 * share)
    sign = ""
    if number in (0, 100) and share not in (0, 1):
        number, sign = (1, "< ") if number == 0 else (99, "> ")
    is_french = (get_language() or "").startswith("fr")
    return f"{sign}{number}\u202f%" if is_french else f"{sign}{number}%"


@register.filter
def unlocalized(value: object) -> str:
    """A number as HTML attributes want it."""
    return str(value)


@register.filter
def strip(value: str) -> str:
    """The text without white space around it: an empty slot is often a line break."""
    return str(value).strip()


@register.filter
def zone_name(zone: str) -> str:
    """The time zone by the name of its city, in the reader's language."""
    return gettext("%(city)s time") % {"city": _city(zone, (get_language() or "fr")[:2])}


@cache
def _city(zone: str, language: str) -> str:
    from babel.dates import get_timezone_location  # noqa: PLC0415 -- slow import

    return str(get_timezone_location(zone, locale=language, return_city=True))


@register.filter(expects_localtime=True)
def day(value: dt.date | None) -> str:
    """A day in words; French writes the first of a month as "1er"."""
    return _in_words(value, "DATE_FORMAT")


@register.filter(expects_localtime=True)
def moment(value: dt.datetime | None) -> str:
    """A day and a time in words."""
    return _in_words(value, "DATETIME_FORMAT")


def _in_words(value: dt.date | None, form: str) -> str:
    if not value:
        return ""
    text = str(date_format(value, form))
    is_french = (get_language() or "").startswith("fr")
    return f"1er {text[2:]}" if is_french and text.startswith("1 ") else text


@register.filter
def unbroken(text: str) -> SafeString:
    """A title in which words with a hyphen (start-up) stay on one line."""
    return SafeString(HYPHENATED.sub(r'<span class="pv-nowrap">\g<0></span>', conditional_escape(text)))


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to loop over a short list."""
    return text.split()


@register.filter
def field_kind(field: BoundField) -> str:
    """How a field is laid out: `group` (several boxes), `check` (one box) or `line`."""
    widget = field.field.widget
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, widgets.CheckboxInput) else "line"


@register.filter
def styled(field: BoundField) -> SafeString:
    """The widget of a field in our look; Django ties help and errors to it by aria-describedby."""
    widget = field.field.widget
    if isinstance(widget, widgets.CheckboxInput):
        look = "form-check-input"
    elif isinstance(widget, widgets.Select):
        look = "form-select"
    else:
        look = "form-control"
    own = widget.attrs.get("class", "")
    invalid = " is-invalid" if field.errors else ""
    shown = field.as_widget(attrs={"class": f"{look} {own}".strip() + invalid})
    return SafeString(shown.replace(f">{DASHES}<", f">{_nothing(field)}<", 1)) if DASHES in shown else shown


def _nothing(field: BoundField) -> str:
    """What a list says as long as nothing is chosen; Django shows a row of hyphens."""
    return conditional_escape(gettext("Choose…") if field.field.required else gettext("No choice"))


@register.filter
def as_check(tag: str) -> SafeString:
    """One box of a group in our look."""
    return SafeString(tag.replace("<input ", '<input class="form-check-input" ', 1))


@register.filter
def anchor(field: BoundField) -> str:
    """The id to which a summary of errors links: the first box of a group, or the field itself."""
    return f"{field.auto_id}_0" if field_kind(field) == "group" else str(field.id_for_label or field.auto_id)


@register.filter
def error_count(form: BaseForm) -> int:
    """How many errors a form has."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def page_numbers(page: "Page[Any]") -> Iterator[int]:
    """The numbers worth showing; 0 stands for a gap."""
    last, shown = 0, {1, page.paginator.num_pages, *range(page.number - 1, page.number + 2)}
    for number in sorted(shown):
        if 1 <= number <= page.paginator.num_pages:
            if number > last + 1:
                yield 0
            yield number
            last = number


@register.filter
def with_shares(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with the width of their bar in percent of the longest."""
    listed = list(rows)
    largest = max((row["value"] for row in listed), default=0) or 1
    return [{**row, "share": f"{100 * row['value'] / largest:.1f}"} for row in listed]


@register.simple_tag(takes_context=True)
def page_link(context: Context, name: str, number: int) -> str:
    """The present address with another page."""
    return _link(context, {name: str(number) if number > 1 else None})


@register.simple_tag(takes_context=True)
def order_link(context: Context, name: str, order: str) -> str:
    """The present address in another order, from the first page."""
    return _link(context, {name: order, "page": None})


def _link(context: Context, changes: dict[str, str | None]) -> str:
    request = context.get("request")
    if request is None:
        return "?" + "&".join(f"{key}={value}" for key, value in changes.items() if value)
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else request.path
