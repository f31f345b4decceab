"""The directory: one search box, facets, results as a list and on a map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from parvis.domain.directory.selectors.search import directory_stamp, search_organisations, suggest_organisations
from parvis.faces.web.directory.search_cache import results
from parvis.faces.web.directory.search_page import page_context
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.directory.search_rows import place_of

RESULTS = "directory-results"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx the part of it that changes with the question.

    That part is the same for every reader, and is kept until the index changes.
    """
    is_fragment = request.headers.get("HX-Target") == RESULTS
    question = Question.of(request.GET)

    def render_results() -> str:
        context = page_context(question, search_organisations(question.filters), request.path)
        context |= {"is_fragment": is_fragment}
        return render_to_string("web/directory/_search_results.html", context, request)

    key = (directory_stamp(), get_language(), request.META["QUERY_STRING"], is_fragment)
    found = mark_safe(results.get(key, render_results))  # noqa: S308 -- rendered by the template above
    if is_fragment:
        response = HttpResponse(found)
    else:
        context = {"question": question, "kept": question.kept, "results": found}
        response = render(request, "web/directory/search.html", context)
    patch_vary_headers(response, ("HX-Target",))
    return response


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The organisations that someone typing `q` may mean, as JSON: for choosers."""
    found = suggest_organisations(Question.of(request.GET).text)
    return JsonResponse(
        {
            "organisations": [
                {
                    "id": organisation.pk,
                    "slug": organisation.slug,
                    "name": organisation.name,
                    "kind": organisation.kind,
                    "kind_label": organisation.get_kind_display(),
                    "place": place_of(organisation),
                    "url": organisation.get_absolute_url(),
                }
                for organisation in found
            ]
        }
    )
