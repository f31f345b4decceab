"""What views of a jury begin with: the jury that the reader may see, in the time zone of its call."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parvis.base.accounts.rules import Actor
from parvis.core.errors import ParvisError
from parvis.domain.cohorts.models import Jury
from parvis.domain.cohorts.selectors.juries import juries_managed_by, juries_visible_to
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

P = ParamSpec("P")
JuryView = Callable[Concatenate[SignedInRequest, Jury, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]


def of_jury(view: JuryView[P]) -> View[P]:
    """Jurors, and whoever manages the call."""
    return _guard(view, juries_visible_to)


def of_managed_jury(view: JuryView[P]) -> View[P]:
    """Whoever manages the call."""
    return _guard(view, juries_managed_by)


def _guard(view: JuryView[P], visible: "Callable[[Actor], QuerySet[Jury]]") -> View[P]:
    @wraps(view)
    def guarded(request: SignedInRequest, pk: int, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        jury = get_object_or_404(visible(request.user), pk=pk)
        with timezone.override(ZoneInfo(jury.round.call.timezone)):
            return view(request, jury, *args, **kwargs)

    return signed_in(_by_name(guarded))


def _by_name(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Addresses give arguments by name; the number of the jury comes first here."""

    @wraps(view)
    def called(request: SignedInRequest, /, pk: int, **kwargs: Any) -> HttpResponseBase:
        return view(request, pk, **kwargs)

    return called


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so, or say why it was refused; whether it was done."""
    try:
        act()
    except ParvisError as error:
        messages.warning(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True
