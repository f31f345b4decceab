"""The outbox: draft letters, look through them, send them together, see them delivered."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.base.jobs.models import Job
from parvis.base.messaging.enums import MailState
from parvis.core import clock
from parvis.core.errors import InvalidInput, ParvisError
from parvis.domain.cohorts.documents import letter_pdf
from parvis.domain.cohorts.enums import LetterState, Outcome
from parvis.domain.cohorts.models import Jury, Letter
from parvis.domain.cohorts.selectors import letters as read
from parvis.domain.cohorts.services import letters as services
from parvis.domain.cohorts.services.sending import SEND_JOB, ask_to_send, digest_of
from parvis.faces.web.juries.frame import frame
from parvis.faces.web.juries.guards import attempt, of_managed_jury
from parvis.faces.web.juries.letter_forms import LetterForm
from parvis.faces.web.juries.scores import public_comments
from parvis.faces.web.layout.guards import SignedInRequest

PER_PAGE = 50
PDF = "application/pdf"
COUNTED = {
    Outcome.ACCEPT: pgettext_lazy("how many", "accepted"),
    Outcome.WAITLIST: pgettext_lazy("how many", "on the waiting list"),
    Outcome.REJECT: pgettext_lazy("how many", "not selected"),
}
"""What stands below a number of decisions."""


@require_safe
@of_managed_jury
def outbox(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """What is to be told, in which words; a running sending alone for htmx."""
    job = _job_of(jury)
    if request.htmx and request.htmx.target == "sending":
        return render(request, "web/juries/_sending.html", {"jury": jury, "job": job})
    found = read.outbox_of(jury)
    page = Paginator(read.letters_to_send(jury), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, jury, "outbox"),
        "outbox": found,
        "outcomes": _in_words(found.by_outcome),
        "page": page,
        "job": job,
        "sent": sum(read.delivery_of(jury).values()),
        "missing_end": jury.confirm_by is None or jury.confirm_by <= clock.now(),
        "accepts": found.by_outcome.get(Outcome.ACCEPT, 0),
    }
    return render(request, "web/juries/outbox.html", context)


def _in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(str(label), counts[outcome]) for outcome, label in COUNTED.items() if outcome in counts]


def _job_of(jury: Jury) -> Job | None:
    """The last sending of this jury."""
    rows = Job.objects.select_related("progress").filter(name=SEND_JOB, arguments__jury_id=jury.pk)
    return rows.order_by("-id").first()


@require_POST
@of_managed_jury
def draft(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Write the letters anew from the templates; those that somebody edited stay, unless one asks for all."""
    decisions = read.decisions_to_tell(jury).values_list("application_id", flat=True)
    over_edited = request.POST.get("over_edited") == "on"
    try:
        drafted = services.draft_letters(
            actor=request.user, jury=jury, comments=public_comments(list(decisions)), over_edited=over_edited
        )
    except ParvisError as error:
        messages.warning(request, str(error))
        return redirect("juries:outbox", jury.pk)
    number = drafted.new + drafted.renewed
    text = ngettext("%(number)s letter is drafted.", "%(number)s letters are drafted.", number) % {"number": number}
    if drafted.kept:
        kept = ngettext("%(number)s that was edited stays.", "%(number)s that were edited stay.", drafted.kept)
        text = f"{text} {kept % {'number': drafted.kept}}"
    messages.success(request, text)
    return redirect("juries:outbox", jury.pk)


@require_POST
@of_managed_jury
def comments(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """Put the comments into the chosen letters, or into all of those who are refused; or leave them out."""
    chosen = [int(value) for value in request.POST.getlist("letter") if value.isdecimal()][:500]
    rows = read.letters_to_send(jury).select_related(
        "decision__jury__round__call", "decision__application__call", "user"
    )
    rows = rows.filter(pk__in=chosen) if chosen else rows.filter(decision__outcome=Outcome.REJECT)
    is_with = request.POST.get("with_comments") == "1"
    changed = services.pass_comments_on(actor=request.user, letters=rows, with_comments=is_with)
    text = ngettext("%(number)s letter has changed.", "%(number)s letters have changed.", changed)
    messages.success(request, text % {"number": changed})
    return redirect("juries:outbox", jury.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def send(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """The one confirmation: how many, to whom; then the letters go."""
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        done = attempt(
            request,
            lambda: ask_to_send(actor=request.user, jury=jury, digest=digest),
            _("The letters are being sent. You may leave this page."),
        )
        return redirect("juries:outbox" if done else "juries:send", jury.pk)
    found = read.outbox_of(jury)
    context = {
        **frame(request, jury, "outbox"),
        "outbox": found,
        "outcomes": _in_words(found.by_outcome),
        "page": Paginator(read.letters_to_send(jury).defer("text"), PER_PAGE).get_page(request.GET.get("page")),
        "digest": digest_of(jury),
    }
    return render(request, "web/juries/send.html", context)


def _letter(jury: Jury, letter_id: int) -> Letter:
    rows = Letter.objects.select_related(
        "decision__jury__round__call",
        "decision__application__organisation",
        "decision__application__call",
        "user",
        "mail",
        "edited_by",
    )
    return get_object_or_404(rows, pk=letter_id, decision__jury=jury)


@require_http_methods(["GET", "HEAD", "POST"])
@of_managed_jury
def letter(request: SignedInRequest, jury: Jury, letter_id: int) -> HttpResponse:
    """One letter: read it, change it."""
    found = _letter(jury, letter_id)
    form = LetterForm(request.POST or None, initial={"subject": found.subject, "text": found.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_letter(actor=request.user, letter=found, **form.cleaned_data)
        except InvalidInput as error:
            form.refuse(error)
        except ParvisError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The letter is changed."))
            return redirect("juries:letter", jury.pk, found.pk)
    context: dict[str, Any] = {
        **frame(request, jury, "outbox"),
        "letter": found,
        "form": form,
        "is_draft": found.state == LetterState.DRAFT,
        "is_outdated": found.state == LetterState.DRAFT and found.revision != found.decision.revision,
    }
    return render(request, "web/juries/letter.html", context, status=422 if form.errors else 200)


@require_POST
@of_managed_jury
def letter_renew(request: SignedInRequest, jury: Jury, letter_id: int) -> HttpResponse:
    """Write one decision's letters anew from the template, edited ones too."""
    found = _letter(jury, letter_id)
    said = public_comments([found.decision.application_id])
    attempt(
        request,
        lambda: services.draft_letters(
            actor=request.user, jury=jury, comments=said, decision=found.decision, over_edited=True
        ),
        _("The letter is written anew."),
    )
    return redirect("juries:letter", jury.pk, found.pk)


@require_safe
@of_managed_jury
def letter_pdf_preview(request: SignedInRequest, jury: Jury, letter_id: int) -> HttpResponse:
    """The letter as it would be attached now."""
    del request
    found = _letter(jury, letter_id)
    content = letter_pdf(found, found.decision, written_at=found.sent_at or clock.now())
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{found.decision.application.reference}.pdf"'
    return response


@require_safe
@of_managed_jury
def sent(request: SignedInRequest, jury: Jury) -> HttpResponse:
    """What was sent, and how far its delivery is."""
    page = Paginator(read.letters_sent(jury), PER_PAGE).get_page(request.GET.get("page"))
    labels = dict(MailState.choices)
    delivery = [(state, labels[MailState(state)], number) for state, number in read.delivery_of(jury).items()]
    context = {**frame(request, jury, "outbox"), "page": page, "delivery": delivery}
    return render(request, "web/juries/sent.html", context)
