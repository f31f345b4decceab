"""Prepare a cohort: make it, fill it, say what its start-ups do, publish it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.core.errors import ParvisError
from parvis.domain.calls.models import Round
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.cohorts.models import Cohort, CohortMember
from parvis.domain.cohorts.selectors.cohorts import cohorts_managed_by, confirmed_not_in, members_of_cohort
from parvis.domain.cohorts.services import cohorts as services
from parvis.domain.directory.models import Organisation
from parvis.domain.linking.selectors.naming import organisations_named
from parvis.faces.web.cohorts.forms import CohortForm, MemberForm, NewCohortForm
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 25
FOUND = 8


def _cohort(request: SignedInRequest, pk: int) -> Cohort:
    return get_object_or_404(cohorts_managed_by(request.user), pk=pk)


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """The cohorts that the reader prepares."""
    if not can_manage_some_call(request.user):
        raise Http404
    page = Paginator(cohorts_managed_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/cohorts/index.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a cohort."""
    if not can_manage_some_call(request.user):
        raise Http404
    form = NewCohortForm(request.POST or None, initial={"round": request.GET.get("round")})
    rounds = Round.objects.filter(call__in=calls_managed_by(request.user).values("pk")).select_related("call")
    form.fields["round"].queryset = rounds.order_by("-opens_at", "-pk")  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            cohort = services.create_cohort(actor=request.user, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The cohort is made, as a draft."))
            return redirect("cohorts:manage", cohort.pk)
    return render(request, "web/cohorts/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def manage(request: SignedInRequest, pk: int) -> HttpResponse:
    """One cohort: its texts, and its start-ups."""
    cohort = _cohort(request, pk)
    form = CohortForm(request.POST) if request.method == "POST" else CohortForm.of(cohort)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_cohort(actor=request.user, cohort=cohort, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:manage", cohort.pk)
    query = request.GET.get("q", "").strip()
    members = list(members_of_cohort(cohort))
    inside = [member.organisation_id for member in members]
    context = {
        "cohort": cohort,
        "form": form,
        "members": members,
        "to_fill": confirmed_not_in(cohort).count() if cohort.round_id else 0,
        "query": query,
        "found": organisations_named(query, exclude=inside, limit=FOUND) if query else [],
        "silent": sum(not member.pitch_fr for member in members),
    }
    return render(request, "web/cohorts/manage.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def fill(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in those who have confirmed since."""
    cohort = _cohort(request, pk)
    try:
        added = services.fill_cohort(actor=request.user, cohort=cohort)
    except ParvisError as error:
        messages.warning(request, str(error))
    else:
        text = ngettext("%(number)s start-up is taken in.", "%(number)s start-ups are taken in.", added)
        messages.success(request, text % {"number": added})
    return redirect("cohorts:manage", cohort.pk)


@require_POST
@signed_in
def member_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in an organisation of the directory."""
    cohort = _cohort(request, pk)
    chosen = request.POST.get("organisation", "")
    organisation = get_object_or_404(Organisation, slug=chosen)
    attempt(
        request,
        lambda: services.add_member(actor=request.user, cohort=cohort, organisation=organisation),
        _("%(name)s is taken in.") % {"name": organisation.name},
    )
    return redirect("cohorts:manage", cohort.pk)


def _member(cohort: Cohort, member_id: int) -> CohortMember:
    rows = CohortMember.objects.select_related("cohort__round", "organisation").prefetch_related("themes")
    return get_object_or_404(rows, pk=member_id, cohort=cohort)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member(request: SignedInRequest, pk: int, member_id: int) -> HttpResponse:
    """What the cohort says of a start-up."""
    cohort = _cohort(request, pk)
    found = _member(cohort, member_id)
    form = MemberForm(request.POST) if request.method == "POST" else MemberForm.of(found)
    if request.method == "POST" and form.is_valid():
        services.edit_member(actor=request.user, member=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("cohorts:manage", cohort.pk)
    context = {"cohort": cohort, "member": found, "form": form}
    return render(request, "web/cohorts/member.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def member_remove(request: SignedInRequest, pk: int, member_id: int) -> HttpResponse:
    """Take a start-up out."""
    cohort = _cohort(request, pk)
    found = _member(cohort, member_id)
    attempt(
        request,
        lambda: services.remove_member(actor=request.user, member=found),
        _("%(name)s is no longer in the cohort.") % {"name": found.organisation.name},
    )
    return redirect("cohorts:manage", cohort.pk)


def _act(request: SignedInRequest, pk: int, act: Callable[..., object], sentence: str) -> HttpResponse:
    cohort = _cohort(request, pk)
    attempt(request, lambda: act(actor=request.user, cohort=cohort), sentence)
    return redirect("cohorts:manage", cohort.pk)


@require_POST
@signed_in
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let everyone read the page."""
    return _act(request, pk, services.publish_cohort, _("The cohort is published."))


@require_POST
@signed_in
def unpublish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the page back."""
    return _act(request, pk, services.unpublish_cohort, _("The cohort is no longer public."))


@require_POST
@signed_in
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a draft."""
    cohort = _cohort(request, pk)
    done = attempt(
        request,
        lambda: services.remove_cohort(actor=request.user, cohort=cohort),
        _("The cohort is removed."),
    )
    return redirect("cohorts:index") if done else redirect("cohorts:manage", pk)
