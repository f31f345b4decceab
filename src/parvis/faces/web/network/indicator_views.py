"""The indicators: those that the reader sees, one with its history, files; keep them, and choose the public ones."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.base.accounts.enums import Role
from parvis.core import clock
from parvis.core.errors import Conflict
from parvis.domain.insight import rules
from parvis.domain.insight.enums import IndicatorName
from parvis.domain.insight.selectors.indicators import (
    COLUMNS,
    export_rows,
    indicator_visible_to,
    indicators_visible_to,
    unit_in_words,
)
from parvis.domain.insight.services.publishing import publish_indicator, withdraw_indicator
from parvis.domain.insight.services.snapshots import take_snapshots
from parvis.faces.web.layout.guards import SignedInRequest, role_required, team_only
from parvis.faces.web.layout.tables import as_file
from parvis.faces.web.network.charts import chart_of
from parvis.faces.web.network.figures import is_told, parts_in_words, value_in_words

publishers_only = role_required(Role.COMMUNITY, Role.PROGRAMME)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """The newest value of each, with its definition."""
    found = indicators_visible_to(request.user)
    rows = [
        {
            "indicator": one,
            "value": value_in_words(one.definition.unit, one.latest),
            "is_told": is_told(one.latest),
            "before": value_in_words(one.definition.unit, one.before) if is_told(one.before) else "",
            "parts": parts_in_words(one.latest) if one.latest else [],
        }
        for one in found
    ]
    context = {
        "rows": rows,
        "has_values": any(one.latest for one in found),
        "can_keep": rules.can_take_snapshots(request.user),
        "sees_all": rules.can_read_all_indicators(request.user),
    }
    return render(request, "web/network/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator: what it says, how it went, how it is counted."""
    found = indicator_visible_to(request.user, name)
    if found is None:
        raise Http404
    unit = found.definition.unit
    context = {
        "indicator": found,
        "unit": unit_in_words(unit),
        "value": value_in_words(unit, found.latest),
        "is_told": is_told(found.latest),
        "chart": chart_of(found.readings),
        "readings": [(one, value_in_words(unit, one), parts_in_words(one)) for one in found.readings],
        "can_publish": rules.can_publish_indicators(request.user),
    }
    return render(request, "web/network/indicator.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every value that the reader sees, with its definition in both languages."""
    rows = export_rows(indicators_visible_to(request.user))
    return as_file(rows, COLUMNS, name=f"indicators-{clock.today().isoformat()}", kind=kind)


@require_POST
@team_only
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep the values of today."""
    try:
        kept = take_snapshots(actor=request.user)
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        text = ngettext("%(number)s indicator is kept.", "%(number)s indicators are kept.", kept)
        messages.success(request, text % {"number": kept})
    return redirect("network:indicators")


def _choose(request: SignedInRequest, name: str, act: Callable[..., None], sentence: str) -> HttpResponse:
    if name not in IndicatorName.values:
        raise Http404
    act(actor=request.user, name=name)
    messages.success(request, sentence)
    return redirect("network:indicator", name)


@require_POST
@publishers_only
def publish(request: SignedInRequest, name: str) -> HttpResponse:
    """Let everyone read it."""
    return _choose(request, name, publish_indicator, _("Everyone reads this indicator now."))


@require_POST
@publishers_only
def withdraw(request: SignedInRequest, name: str) -> HttpResponse:
    """Keep it for the team."""
    return _choose(request, name, withdraw_indicator, _("This indicator is for the team alone now."))
