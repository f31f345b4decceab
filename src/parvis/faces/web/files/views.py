"""The download of stored files."""

import uuid

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from parvis.base.files.models import StoredFile
from parvis.base.files.registry import IMAGES
from parvis.base.files.rules import can_read, is_public


@require_safe
def download(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """The bytes of a file, for whoever may read it; only images are shown in the browser, the rest is saved."""
    file = get_object_or_404(StoredFile.objects, pk=key)
    if not can_read(request.user, file):
        raise Http404
    etag = quote_etag(file.sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag)
    if response is None:
        try:
            content = default_storage.open(file.path)
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(
            content, as_attachment=file.content_type not in IMAGES, filename=file.name, content_type=file.content_type
        )
        response["Content-Length"] = file.size
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if is_public(file):
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
