"""What the pages of needs, offers and calls share."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from parvis.base.accounts.models import User
from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.directory.enums import WRITERS
from parvis.domain.directory.models import Organisation
from parvis.domain.directory.standing import account_of, organisations_of
from parvis.domain.introductions.rules import is_matchmaker
from parvis.domain.needs.enums import Side
from parvis.domain.needs.models import Notice
from parvis.faces.web.layout.navigation import address_of

PER_PAGE = 20


def paged(request: HttpRequest, ids: Sequence[int]) -> "Page[int]":
    """One page of what was found, by its ids."""
    return Paginator(ids, PER_PAGE).get_page(request.GET.get("page"))


def spoken_for(user: User) -> QuerySet[Organisation]:
    """The organisations for which an account writes, by name."""
    return Organisation.objects.filter(pk__in=organisations_of(user, *WRITERS)).order_by("name", "pk")


def attempt(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Do it and say so, or say why it was refused, field by field; whether it was done."""
    try:
        act()
    except InvalidInput as error:
        sentences = [sentence for found in error.fields.values() for sentence in found]
        messages.warning(request, " ".join(dict.fromkeys([str(error), *sentences])))
        return False
    except ParvisError as error:
        messages.warning(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True


def saved(form: forms.Form, save: Callable[[], Any]) -> Any:
    """What `save` returns, or None with its refusals in the form."""
    try:
        return save()
    except InvalidInput as error:
        known = {name: found for name, found in error.fields.items() if name in form.fields}
        for name, sentences in known.items():
            form.add_error(name, [forms.ValidationError(sentence) for sentence in sentences])
        if not known:
            form.add_error(None, str(error))
    except ParvisError as error:
        form.add_error(None, str(error))
    return None


def introduction_address(request: HttpRequest, notice: Notice) -> str:
    """Where one asks to be introduced: who needs something comes first. Nothing for who speaks for no organisation."""
    address, user = address_of("introductions:propose"), account_of(request.user)
    if not address or user is None:
        return ""
    mine = [slug for slug in spoken_for(user).values_list("slug", flat=True)[:2] if slug != notice.organisation.slug]
    if not mine and not is_matchmaker(user):
        return ""
    is_need = notice.side == Side.NEED
    asked = {"need" if is_need else "offer": notice.slug}
    if len(mine) == 1:
        asked["second" if is_need else "first"] = mine[0]
    return f"{address}?{urlencode(asked)}"
