"""Set juries up: list, new one, settings, who sits on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.accounts.models import User
from parvis.core.errors import ParvisError
from parvis.domain.calls.rules import can_manage_some_call
from parvis.domain.campus.selectors.founding import founding_members
from parvis.domain.cohorts import rules
from parvis.domain.cohorts.models import Juror, Jury
from parvis.domain.cohorts.selectors import juries as read
from parvis.domain.cohorts.services import juries as services
from parvis.domain.directory.models import Organisation
from parvis.faces.web.juries.forms import JurorForm, JuryForm, NewJuryForm
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_managed_jury
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

PER_PAGE = 25


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """The juries that the reader may see, with how far each is."""
    if not rules.can_see_some_jury(request.user):
        raise Http404
    page = Paginator(read.juries_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    progress = read.progress_of(list(page))
    rows = [(jury, progress[jury.pk]) for jury in page]
    can_create = read.rounds_to_decide(request.user).exists()
    return render(request, "web/juries/index.html", {"page": page, "rows": rows, "can_create": can_create})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Open the jury of a round."""
    rounds = read.rounds_to_decide(request.user)
    if not can_manage_some_call(request.user):
        raise Http404
    form = NewJuryForm(request.POST or None, initial={"round": request.GET.get("round")})
    form.fields["round"].queryset = rounds  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            jury = services.create_jury(actor=request.user, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The jury is set up. Now say who sits on it."))
            return redirect("juries:jurors", jury.pk)
    return render(request, "web/juries/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def settings(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Name, places, meeting, and until when start-ups confirm."""
    form = JuryForm(request.POST) if request.method == "POST" else JuryForm.of(jury)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_jury(actor=request.user, jury=jury, **form.cleaned_data)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("juries:settings", jury.pk)
    context = {**frame(request, jury, "settings"), "form": form}
    return render(request, "web/juries/settings.html", context, status=422 if form.errors else 200)


@require_POST
@of_managed_jury
def close(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """End what may be decided, or let the jury decide again."""
    if jury.closed_at is None:
        attempt(request, lambda: services.close_jury(actor=request.user, jury=jury), _("The jury is closed."))
    else:
        attempt(request, lambda: services.reopen_jury(actor=request.user, jury=jury), _("The jury decides again."))
    return redirect("juries:settings", jury.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def jurors(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Who sits on the jury; find an account by its name or address, and give it a seat."""
    sitting, founders = list(read.jurors_of(jury)), founding_members()
    if request.method == "POST":
        return _add(request, jury, JurorForm(request.POST, founders=founders))
    query = request.GET.get("q", "").strip()
    found = read.accounts_found(query, without=[juror.user_id for juror in sitting])
    context = {
        **frame(request, jury, "jurors"),
        "jurors": sitting,
        "query": query,
        "found": [
            (user, JurorForm(initial={"user": user.pk}, founders=founders, auto_id=f"id_{user.pk}_%s"))
            for user in found
        ],
    }
    return render(request, "web/juries/jurors.html", context)


def _add(request: SignedInRequest, jury: Jury, form: JurorForm) -> HttpResponse:
    if not form.is_valid():
        raise Http404
    data = form.cleaned_data
    user = get_object_or_404(User, pk=data["user"], is_active=True, erased_at=None)
    organisation = Organisation.objects.filter(pk=data["organisation"]).first() if data["organisation"] else None
    attempt(
        request,
        lambda: services.add_juror(
            actor=request.user, jury=jury, user=user, organisation=organisation, can_decide=data["can_decide"]
        ),
        _("%(name)s sits on the jury.") % {"name": user.display_name},
    )
    return redirect("juries:jurors", jury.pk)


def _juror(jury: Jury, juror_id: int) -> Juror:
    return get_object_or_404(read.jurors_of(jury).select_related("jury__round__call"), pk=juror_id)


@require_POST
@of_managed_jury
def juror_change(request: SignedInRequest, jury: Jury, juror_id: int) -> HttpResponse:
    """Let a juror decide, or only read."""
    found = _juror(jury, juror_id)
    attempt(
        request,
        lambda: services.change_juror(actor=request.user, juror=found, can_decide=not found.can_decide),
        _("Saved."),
    )
    return redirect("juries:jurors", jury.pk)


@require_POST
@of_managed_jury
def juror_remove(request: SignedInRequest, jury: Jury, juror_id: int) -> HttpResponse:
    """Take the seat away."""
    found = _juror(jury, juror_id)
    name = found.user.display_name
    attempt(
        request,
        lambda: services.remove_juror(actor=request.user, juror=found),
        _("%(name)s no longer sits on the jury.") % {"name": name},
    )
    return redirect("juries:jurors", jury.pk)
