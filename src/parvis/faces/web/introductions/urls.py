"""Addresses of introductions."""

from django.urls import path, re_path

from parvis.faces.web.introductions import (
    load_views,
    own_views,
    project_views,
    propose_views,
    reply_views,
    side_views,
    team_views,
    template_views,
)

app_name = "introductions"
urlpatterns = [
    path("introductions/", own_views.mine, name="mine"),
    path("introductions/propose/", propose_views.propose, name="propose"),
    path("introductions/all/", team_views.board, name="board"),
    re_path(r"^introductions/all/introductions\.(?P<kind>csv|xlsx)$", team_views.export, name="export"),
    path("introductions/all/remind/", team_views.remind, name="remind"),
    path("introductions/loads/", load_views.loads, name="loads"),
    path("introductions/loads/<slug:slug>/", load_views.limit, name="limit"),
    path("introductions/loads/<slug:slug>/remove/", load_views.limit_remove, name="limit_remove"),
    path("introductions/templates/", template_views.templates, name="templates"),
    path("introductions/templates/<str:kind>/<str:language>/", template_views.template, name="template"),
    path(
        "introductions/templates/<str:kind>/<str:language>/reset/",
        template_views.template_reset,
        name="template_reset",
    ),
    path("introductions/reply/<str:token>/", reply_views.reply, name="reply"),
    path("introductions/outcome/<str:token>/", reply_views.reply_outcome, name="reply_outcome"),
    path("introductions/<int:pk>/", own_views.introduction, name="introduction"),
    path("introductions/<int:pk>/accept/", own_views.accept, name="accept"),
    path("introductions/<int:pk>/decline/", own_views.decline, name="decline"),
    path("introductions/<int:pk>/met/", own_views.met, name="met"),
    path("introductions/<int:pk>/outcome/", own_views.outcome, name="outcome"),
    path("introductions/<int:pk>/withdraw/", own_views.withdraw, name="withdraw"),
    path("introductions/<int:pk>/project/", project_views.project, name="project"),
    path("introductions/<int:pk>/again/", side_views.again, name="again"),
    path("introductions/<int:pk>/note/", side_views.note, name="note"),
    path("introductions/<int:pk>/<str:position>/person/", side_views.person, name="person"),
    path("introductions/<int:pk>/<str:position>/answer/", side_views.on_behalf, name="on_behalf"),
    path("introductions/<int:pk>/<str:position>/outcome/", side_views.outcome_for, name="outcome_for"),
    path("introductions/<int:pk>/<str:position>/passed-on/", side_views.passed_on, name="passed_on"),
]
