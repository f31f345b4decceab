"""Milestones, funding and documents of a project."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import ParvisError
from parvis.domain.joint_projects.models import Document, Funding, JointProject, Milestone
from parvis.domain.joint_projects.services import documents, milestones
from parvis.domain.joint_projects.services import funding as money
from parvis.faces.web.joint_projects.page import page_context
from parvis.faces.web.joint_projects.part_forms import DocumentForm, FundingForm, MilestoneForm
from parvis.faces.web.joint_projects.shared import back_to, part_of, refuse, status_of, writable
from parvis.faces.web.juries.guards import attempt
from parvis.faces.web.layout.guards import SignedInRequest, signed_in

GET_AND_POST = ["GET", "HEAD", "POST"]


def _add(
    request: SignedInRequest,
    project: JointProject,
    name: str,
    form: "MilestoneForm | DocumentForm",
    act: Callable[[], object],
) -> HttpResponse:
    """Do what a form of the page asks; the page comes back with it where it is refused."""
    if form.is_valid():
        try:
            act()
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return back_to(project, f"{name}s")
    context = {**page_context(request, project), f"{name}_form": form}
    return render(request, "web/joint_projects/project.html", context, status=422)


@require_POST
@signed_in
def milestone_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put something on the way."""
    project, form = writable(request, slug), MilestoneForm(request.POST, prefix="milestone")
    return _add(
        request,
        project,
        "milestone",
        form,
        lambda: milestones.add_milestone(actor=request.user, project=project, **form.cleaned_data),
    )


@require_http_methods(GET_AND_POST)
@signed_in
def milestone(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Name it otherwise, or plan it for another day."""
    project = writable(request, slug)
    found = part_of(project, Milestone.objects.all(), pk)
    form = MilestoneForm(request.POST) if request.method == "POST" else MilestoneForm.of(found)
    if request.method == "POST" and form.is_valid():
        try:
            milestones.edit_milestone(actor=request.user, milestone=found, **form.cleaned_data)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return back_to(project, "milestones")
    context = {"project": project, "milestone": found, "form": form}
    return render(request, "web/joint_projects/milestone.html", context, status=status_of(form))


@require_POST
@signed_in
def milestone_reach(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """It is reached, today."""
    project = writable(request, slug)
    found = part_of(project, Milestone.objects.all(), pk)
    attempt(
        request,
        lambda: milestones.reach_milestone(actor=request.user, milestone=found),
        _("Reached: %(title)s") % {"title": found.title},
    )
    return back_to(project, "milestones")


@require_POST
@signed_in
def milestone_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take it off the way."""
    project = writable(request, slug)
    found = part_of(project, Milestone.objects.all(), pk)
    milestones.remove_milestone(actor=request.user, milestone=found)
    messages.success(request, _("The milestone is removed."))
    return back_to(project, "milestones")


@require_http_methods(GET_AND_POST)
@signed_in
def funding_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Note money that is planned, asked, granted or refused."""
    return _write_funding(request, writable(request, slug), None)


@require_http_methods(GET_AND_POST)
@signed_in
def funding(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say otherwise, such as that it was granted."""
    project = writable(request, slug)
    return _write_funding(request, project, part_of(project, Funding.objects.select_related("organisation"), pk))


def _write_funding(request: SignedInRequest, project: JointProject, found: Funding | None) -> HttpResponse:
    empty = FundingForm.of(found) if found else FundingForm()
    form = FundingForm(request.POST) if request.method == "POST" else empty
    if request.method == "POST" and form.is_valid():
        values = form.values(found)
        try:
            if found is None:
                money.add_funding(actor=request.user, project=project, values=values)
            else:
                money.edit_funding(actor=request.user, funding=found, values=values)
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return back_to(project, "funding")
    context = {"project": project, "funding": found, "form": form}
    return render(request, "web/joint_projects/funding.html", context, status=status_of(form))


@require_POST
@signed_in
def funding_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take it out."""
    project = writable(request, slug)
    money.remove_funding(actor=request.user, funding=part_of(project, Funding.objects.all(), pk))
    messages.success(request, _("The funding is removed."))
    return back_to(project, "funding")


@require_POST
@signed_in
def document_add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep a file."""
    project, form = writable(request, slug), DocumentForm(request.POST, request.FILES, prefix="document")
    return _add(
        request,
        project,
        "document",
        form,
        lambda: documents.add_document(
            actor=request.user,
            project=project,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
        ),
    )


@require_http_methods(GET_AND_POST)
@signed_in
def document_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Remove a file for good; asks first."""
    project = writable(request, slug)
    found = part_of(project, Document.objects.select_related("file"), pk)
    if request.method != "POST":
        return render(request, "web/joint_projects/document_remove.html", {"project": project, "document": found})
    documents.remove_document(actor=request.user, document=found)
    messages.success(request, _("The document is removed."))
    return back_to(project, "documents")
