"""The root of all addresses: each face and area brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("parvis.faces.web.urls")),
]

handler400 = "parvis.faces.web.ops.errors.bad_request"
handler403 = "parvis.faces.web.ops.errors.permission_denied"
handler404 = "parvis.faces.web.ops.errors.page_not_found"
handler500 = "parvis.faces.web.ops.errors.server_error"
handler429 = "parvis.faces.web.ops.errors.too_many_requests"  # allauth asks for it
