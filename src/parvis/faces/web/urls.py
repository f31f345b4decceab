"""Addresses of the pages, area by area."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("parvis.faces.web.ops.urls")),
    path("", include("parvis.faces.web.home.urls")),
    path("files/", include("parvis.faces.web.files.urls")),
    path("account/", include("parvis.faces.web.account.urls")),
    path("campus/jobs/", include("parvis.faces.web.jobs.urls")),
    path("campus/mails/", include("parvis.faces.web.mails.urls")),
    path("demo/mails/", include("parvis.faces.web.mails.demo_urls")),
    path("campus/activity/", include("parvis.faces.web.activity.urls")),
    path("account/activity/", include("parvis.faces.web.activity.own_urls")),
    path("campus/members/", include("parvis.faces.web.members.urls")),
    path("", include("parvis.faces.web.privacy.urls")),
    path("dashboard/", include("parvis.faces.web.dashboard.urls")),
    path("", include("parvis.faces.web.campus_settings.urls")),
    path("", include("parvis.faces.web.imports.urls")),
    path("", include("parvis.faces.web.linking.urls")),
    path("", include("parvis.faces.web.quality.urls")),
    path("", include("parvis.faces.web.assignment.urls")),
    path("", include("parvis.faces.web.scores.urls")),
    path("", include("parvis.faces.web.design.urls")),
    path("", include("parvis.faces.web.layout.urls")),
    path("", include("parvis.faces.web.directory_edit.urls")),
    path("", include("parvis.faces.web.topics.urls")),
    path("", include("parvis.faces.web.directory.urls")),
    path("", include("parvis.faces.web.projects.urls")),
    path("", include("parvis.faces.web.calls.urls")),
    path("", include("parvis.faces.web.seo.urls")),
    path("map/", include("parvis.faces.web.map.urls")),
    path("territories/", include("parvis.faces.web.territories.urls")),
]
