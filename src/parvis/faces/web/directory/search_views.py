"""The directory: one search box, facets, results as a list and on a map."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parvis.domain.directory.selectors.search import search_organisations, suggest_organisations
from parvis.faces.web.directory.search_page import page_context
from parvis.faces.web.directory.search_question import Question
from parvis.faces.web.directory.search_rows import place_of

RESULTS = "directory-results"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx the part of it that changes with the question."""
    question = Question.of(request.GET)
    page = search_organisations(question.filters)
    is_fragment = request.headers.get("HX-Target") == RESULTS
    template = "web/directory/_search_results.html" if is_fragment else "web/directory/search.html"
    context = page_context(question, page, request.path)
    response = render(request, template, context | {"is_fragment": is_fragment})
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
