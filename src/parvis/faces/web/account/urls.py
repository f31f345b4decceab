"""Addresses of sign-in and of one's own account."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("parvis.faces.web.account.own_urls")),
    path("", include("parvis.faces.web.account.allauth_urls")),
]
