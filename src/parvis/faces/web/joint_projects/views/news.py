"""News of a project: said on its page, or by the link of a mail."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.core.errors import ParvisError
from parvis.domain.directory.rules import is_directory_team
from parvis.domain.joint_projects.links import NEWS, named_by
from parvis.domain.joint_projects.models import JointProject, News
from parvis.domain.joint_projects.rules import can_write_project
from parvis.domain.joint_projects.services.news import remove_news, say_news
from parvis.faces.web.joint_projects.page import page_context
from parvis.faces.web.joint_projects.part_forms import NewsForm
from parvis.faces.web.joint_projects.shared import back_to, part_of, refuse, status_of, writable
from parvis.faces.web.layout.guards import SignedInRequest, signed_in


@require_POST
@signed_in
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say how it goes; the page comes back with what was typed where that is refused."""
    project = writable(request, slug)
    form = NewsForm(request.POST)
    if form.is_valid():
        try:
            say_news(actor=request.user, project=project, text=form.cleaned_data["text"])
        except ParvisError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Thank you for the news."))
            return back_to(project, "news")
    context = {**page_context(request, project), "news_form": form}
    return render(request, "web/joint_projects/project.html", context, status=422)


@require_POST
@signed_in
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take back what was said."""
    project = writable(request, slug)
    news = part_of(project, News.objects.all(), pk)
    if news.said_by_id != request.user.pk and not is_directory_team(request.user):
        raise Http404
    remove_news(actor=request.user, news=news)
    messages.success(request, _("The news is taken back."))
    return back_to(project, "news")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One form for whoever follows the link of the mail, as long as nobody gave news since."""
    named = named_by(NEWS, token)
    if named is None:
        return render(request, "web/joint_projects/link_over.html", {"project": None}, status=410)
    project = get_object_or_404(JointProject, pk=named.pk)
    is_open = int(project.news_at.timestamp()) == named.moment and project.is_living
    if not is_open or not can_write_project(named.user, project):
        return render(request, "web/joint_projects/link_over.html", {"project": project}, status=410)
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_news(actor=named.user, project=project, text=form.cleaned_data["text"])
        except ParvisError as error:
            refuse(form, error)
        else:
            context = {"project": project, "title": _("Thank you for the news")}
            return render(request, "web/joint_projects/thanks.html", context)
    context = {"project": project, "form": form, "reader": named.user}
    return render(request, "web/joint_projects/news_link.html", context, status=status_of(form))
