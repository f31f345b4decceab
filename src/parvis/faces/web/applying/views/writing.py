"""The page on which an application is written. It works without scripts: then a button saves, section by section."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.base.forms.models import AnswerChange
from parvis.base.forms.selectors import rows_of
from parvis.domain.applying.selectors.colleagues import others_here
from parvis.domain.applying.selectors.submitted import unsent_keys
from parvis.domain.applying.selectors.writing import Desk
from parvis.domain.applying.services.following import follow_form
from parvis.domain.applying.services.presence import note_presence
from parvis.domain.applying.services.writing import set_kept_text_aside, use_kept_text
from parvis.faces.web.applying.completeness import completeness_of
from parvis.faces.web.applying.here import here_sentence
from parvis.faces.web.applying.kept import box_to_edit
from parvis.faces.web.applying.posting import Posted, park, save_posted, unpark
from parvis.faces.web.applying.shared import desk_or_404, may_submit, page_of_call
from parvis.faces.web.applying.sheet import parts_of
from parvis.faces.web.layout.guards import SignedInRequest, signed_in, to_sign_in

PROGRESS = "progress"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, reference: str, stage: str) -> HttpResponseBase:
    """Write, save; what somebody sends whose session has ended is kept until they have signed in again."""
    if not request.user.is_authenticated:
        return _sign_in_and_come_back(request) if request.method == "POST" else to_sign_in(request)
    mine = cast("SignedInRequest", request)
    desk = desk_or_404(mine.user, reference, stage)
    if request.method != "POST" and desk.later is None and desk.is_open and follow_form(application=desk.application):
        messages.info(request, _("The team has changed the form. Your answers are kept: look at what is asked now."))
        desk = desk_or_404(mine.user, reference, stage)
    parked = unpark(request)
    if parked is not None:
        _tell(request, save_posted(mine.user, desk, parked))
        messages.success(request, _("You are signed in again. What you had typed is here."))
    if request.method == "POST":
        posted = save_posted(mine.user, desk, request.POST, request.FILES)
        _tell(request, posted)
        return redirect(_place(request, desk, posted))
    return _page(mine, desk)


def _page(request: SignedInRequest, desk: Desk) -> HttpResponse:
    rows = rows_of(desk.sheet)
    application = desk.application
    context = {
        "desk": desk,
        "application": application,
        "stage": desk.stage.value,
        "completeness": completeness_of(desk, {key: row.value for key, row in rows.items()}),
        "is_writable": desk.is_open or bool(desk.reopened),
        "may_submit": may_submit(request.user, application),
        "unsent": bool(application.version) and desk.later is None and desk.is_open and bool(unsent_keys(application)),
    }
    if request.headers.get("HX-Target") == PROGRESS:
        return page_of_call(request, application.call, "web/applying/_progress.html", context)
    if context["is_writable"]:
        note_presence(user=request.user, application=application)
    others = others_here(application, request.user)
    context["here"] = here_sentence([one.user.display_name for one in others])
    context["parts"] = parts_of(desk, rows, request.user, use=box_to_edit(request, desk))
    return page_of_call(request, application.call, "web/applying/write.html", context)


@require_POST
@signed_in
def kept(request: SignedInRequest, reference: str, stage: str, pk: int) -> HttpResponse:
    """Use a text that was kept, edit it, or set it aside; everything else on the page is saved first."""
    desk = desk_or_404(request.user, reference, stage)
    change = get_object_or_404(AnswerChange.objects.exclude(kept=""), pk=pk, sheet=desk.sheet)
    posted = save_posted(request.user, desk, request.POST, request.FILES)
    if change.question in posted.overtaken:  # typed on since: the newer text is the one that is meant
        newer = AnswerChange.objects.filter(sheet=desk.sheet, question=change.question, written_by=request.user)
        set_kept_text_aside(actor=request.user, application=desk.application, change=change)
        change = newer.exclude(kept="").order_by("-id").first() or change
        posted.overtaken.remove(change.question)
    choice = request.POST.get("choose", "")
    place = f"{reverse('applying:write', args=(reference, stage))}#q-{change.question}"
    if choice == "edit":
        return redirect(place.replace("#", f"?edit={change.pk}#"))
    if choice == "use":
        used = use_kept_text(actor=request.user, application=desk.application, change=change, stage=desk.stage)
        if used.kept:
            messages.warning(request, _("The time is over: the text stays kept, and cannot become the answer."))
            return redirect(place)
    elif choice != "aside":
        raise Http404
    set_kept_text_aside(actor=request.user, application=desk.application, change=change)
    return redirect(place)


def _sign_in_and_come_back(request: HttpRequest) -> HttpResponse:
    if park(request):
        text = _("You were signed out. What you typed is kept in this browser: sign in, and it is saved.")
        messages.warning(request, text)
    else:
        messages.error(
            request, _("You were signed out, and this was too much to be kept. Go back, and copy your text.")
        )
    return redirect(f"{reverse('account_login')}?next={request.path}")


def _tell(request: HttpRequest, posted: Posted) -> None:
    """What became of it, in sentences."""
    number = len(posted.saved) + len(posted.files)
    if number:
        text = ngettext("One answer is saved.", "%(number)d answers are saved.", number) % {"number": number}
        messages.success(request, text)
    if posted.overtaken:
        messages.warning(
            request, _("A colleague changed the same answer meanwhile. Both texts are kept: choose below.")
        )
    if posted.kept:
        messages.warning(
            request, _("The time for this is over. Your text is kept and shown below; it was not submitted.")
        )
    for sentences in posted.problems.values():
        for sentence in sentences:
            messages.error(request, sentence)


def _place(request: HttpRequest, desk: Desk, posted: Posted) -> str:
    """Back to where one was, or to what needs another look."""
    url = reverse("applying:write", args=(desk.application.reference, desk.stage))
    more = request.POST.get("more", "")
    if more:
        return f"{url}?more={more}#q-{more}"
    if posted.first:
        return f"{url}#q-{posted.first}"
    files = request.POST.get("add") or request.POST.get("take-out", "").partition(":")[0]
    if files:
        return f"{url}#q-{files}"
    return f"{url}#s-{request.POST.get('save', '')}"
