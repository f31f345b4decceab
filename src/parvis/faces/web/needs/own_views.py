"""Write needs and offers, publish them, and say what became of them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.domain.directory.models import Organisation
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.domain.needs import rules
from parvis.domain.needs.enums import NoticeAction, Readers, Side
from parvis.domain.needs.models import Notice
from parvis.domain.needs.selectors.listing import own_notices
from parvis.domain.needs.services import notices as services
from parvis.faces.web.layout.guards import SignedInRequest, signed_in
from parvis.faces.web.needs.forms import NoticeForm
from parvis.faces.web.needs.notice_views import found
from parvis.faces.web.needs.shared import PER_PAGE, attempt, saved, spoken_for

FOUND = 8
ACTS: dict[str, tuple[Callable[..., object], object]] = {
    NoticeAction.PUBLISH: (services.publish_notice, gettext_lazy("It is published.")),
    NoticeAction.MEET: (services.meet_notice, gettext_lazy("Good! It counts as met.")),
    NoticeAction.WITHDRAW: (services.withdraw_notice, gettext_lazy("It is withdrawn.")),
    NoticeAction.REOPEN: (services.reopen_notice, gettext_lazy("It is open again.")),
    "prolong": (services.prolong_notice, gettext_lazy("It is prolonged.")),
    "remove": (services.remove_draft, gettext_lazy("The draft is removed.")),
}


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """What the organisations of the account look for and offer."""
    rows = own_notices(request.user).prefetch_related("themes")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "can_write": is_directory_team(request.user) or spoken_for(request.user).exists(),
    }
    return render(request, "web/needs/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Write a need or an offer: first for whom, where that is not said, then what."""
    organisation = _organisation(request)
    if organisation is None:
        return _choose(request)
    sides = {"side": request.GET.get("side", Side.NEED), "readers": Readers.ECOSYSTEM}
    initial = {**sides, "language": (get_language() or "fr")[:2]}
    form = NoticeForm(request.POST or None, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = saved(
            form,
            lambda: services.create_notice(actor=request.user, organisation=organisation, values=form.values()),
        )
        if made:
            messages.success(request, _("The draft is saved. Read it once more, then publish it."))
            return redirect(made)
    context = {"form": form, "organisation": organisation, "title": _("Write a need or an offer")}
    return render(request, "web/needs/edit.html", context, status=422 if form.errors else 200)


def _organisation(request: SignedInRequest) -> Organisation | None:
    """For whom it is written: the one that the address names, or the only one of the account."""
    if slug := request.GET.get("organisation"):
        organisation = get_object_or_404(Organisation, slug=slug)
        if not rules.can_write_notice(request.user, organisation):
            raise Http404
        return organisation
    own = list(spoken_for(request.user)[:2])
    return own[0] if len(own) == 1 and not is_directory_team(request.user) else None


def _choose(request: SignedInRequest) -> HttpResponse:
    """Let the writer say for whom; the team finds any organisation."""
    query = request.GET.get("q", "").strip()
    can_search = is_directory_team(request.user)
    context = {
        "organisations": spoken_for(request.user),
        "can_search": can_search,
        "query": query,
        "found": organisations_named(query, limit=FOUND) if can_search and query else [],
        "side": Side.OFFER if request.GET.get("side") == Side.OFFER else Side.NEED,
    }
    return render(request, "web/needs/choose.html", context)


def _managed(request: SignedInRequest, slug: str) -> Notice:
    one = found(request, slug)
    if not rules.can_manage_notice(request.user, one):
        raise Http404
    return one


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change what a need or an offer says."""
    one = _managed(request, slug)
    form = NoticeForm(request.POST, organisation=one.organisation) if request.method == "POST" else NoticeForm.of(one)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, lambda: services.edit_notice(actor=request.user, notice=one, values=form.values()))
    ):
        messages.success(request, _("Saved."))
        return redirect(one)
    context = {"form": form, "organisation": one.organisation, "notice": one, "title": one.title}
    return render(request, "web/needs/edit.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def act(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Publish, mark as met, withdraw, open again, prolong, or remove a draft."""
    one = _managed(request, slug)
    if name not in ACTS:
        raise Http404
    service, sentence = ACTS[name]
    done = attempt(request, lambda: service(actor=request.user, notice=one), str(sentence))
    return redirect("needs:mine") if done and name == "remove" else redirect(one)
