"""The forms of a call: one for each stage, begun with a starter, a form of another call, or nothing."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from parvis.base.forms.models import Form, FormVersion
from parvis.base.forms.selectors import standing_of
from parvis.base.forms.starters import starters
from parvis.core.errors import Conflict
from parvis.domain.calls.enums import FormStage
from parvis.domain.calls.models import Call, CallForm
from parvis.domain.calls.selectors.calls import calls_managed_by
from parvis.domain.calls.services.forms import add_form
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

Standing = dict[int, tuple[FormVersion | None, FormVersion | None]]
ABOUT = {
    FormStage.APPLICATION: gettext_lazy("What everyone answers who applies."),
    FormStage.INTERVIEW: gettext_lazy("What shortlisted start-ups answer before they meet the jury."),
    FormStage.ACCEPTANCE: gettext_lazy("What accepted start-ups answer before they arrive."),
}


@dataclass(frozen=True)
class StageRow:
    """One stage with its form, if it has one."""

    stage: FormStage
    about: str | Promise
    form: Form | None
    published: FormVersion | None
    draft: FormVersion | None


class BeginForm(forms.Form):
    """With what a form begins."""

    source = forms.ChoiceField(label=gettext_lazy("Begin with"), widget=forms.RadioSelect)

    def __init__(self, data: object, *, stage: FormStage, copies: list[CallForm]) -> None:
        super().__init__(data, initial={"source": f"starter:{stage}"})  # type: ignore[arg-type]
        ready = [(f"starter:{name}", one.title) for name, one in starters().items() if name == stage]
        listed = [(f"copy:{row.form_id}", _("a copy of “%(title)s”") % {"title": row.call.title}) for row in copies]
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*ready, *listed, ("empty", _("nothing: an empty form"))]

    def source_of(self, copies: list[CallForm]) -> dict[str, object]:
        """The arguments of the service."""
        kind, _sign, name = self.cleaned_data["source"].partition(":")
        if kind == "copy":
            return {"source": next(row.form for row in copies if str(row.form_id) == name)}
        return {"starter": name} if kind == "starter" else {}


def _call(request: SignedInRequest, slug: str) -> Call:
    return get_object_or_404(calls_managed_by(request.user), slug=slug)


@require_safe
@signed_in
def forms_of_call(request: SignedInRequest, slug: str) -> HttpResponse:
    """The three stages, each with its form or the way to begin one."""
    call = _call(request, slug)
    known = {row.stage: row.form for row in CallForm.objects.filter(call=call).select_related("form")}
    standing = standing_of(known.values())
    rows = [_row(stage, known.get(stage), standing) for stage in FormStage]
    return render(request, "web/forms/call.html", {"call": call, "rows": rows})


def _row(stage: FormStage, form: Form | None, standing: Standing) -> StageRow:
    published, draft = standing[form.pk] if form else (None, None)
    return StageRow(stage, ABOUT[stage], form, published, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def begin(request: SignedInRequest, slug: str, stage: str) -> HttpResponse:
    """Begin the form of a stage."""
    call = _call(request, slug)
    if stage not in FormStage.values:
        raise Http404
    others = calls_managed_by(request.user).exclude(pk=call.pk)
    copies = list(CallForm.objects.filter(stage=stage, call__in=others).select_related("form", "call").order_by("-pk"))
    page = BeginForm(request.POST if request.method == "POST" else None, stage=FormStage(stage), copies=copies)
    if request.method == "POST" and page.is_valid():
        try:
            form = add_form(actor=request.user, call=call, stage=FormStage(stage), **page.source_of(copies))  # type: ignore[arg-type]
        except Conflict as error:
            messages.warning(request, str(error))
            return redirect("forms:call", call.slug)
        messages.success(request, _("The form is begun. Publish it when it is ready."))
        return redirect("forms:builder", form.pk)
    return render(request, "web/forms/begin.html", {"call": call, "stage": FormStage(stage), "page": page})
