"""The root of all addresses: each face and area brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("parvis.faces.web.urls")),
]
