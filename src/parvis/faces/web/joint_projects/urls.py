"""Addresses of joint projects."""

from django.urls import path, re_path

from parvis.faces.web.joint_projects.views import consent, news, partners, parts, reading, states, team, writing

app_name = "joint_projects"
urlpatterns = [
    path("campus/joint-projects/", team.index, name="team"),
    re_path(r"^campus/joint-projects/export\.(?P<kind>csv|xlsx)$", team.export, name="team_export"),
    path("joint-projects/", reading.projects, name="projects"),
    path("joint-projects/mine/", team.mine, name="mine"),
    path("joint-projects/new/", writing.new, name="new"),
    path("joint-projects/from/<slug:slug>/", writing.take_over, name="take_over"),
    path("joint-projects/news/<str:token>/", news.link, name="news_link"),
    path("joint-projects/consent/<str:token>/", consent.link, name="consent_link"),
    path("joint-projects/<slug:slug>/", reading.project, name="project"),
    path("joint-projects/<slug:slug>/edit/", writing.edit, name="edit"),
    path("joint-projects/<slug:slug>/state/", states.state, name="state"),
    path("joint-projects/<slug:slug>/remove/", states.remove, name="remove"),
    path("joint-projects/<slug:slug>/ask/", consent.ask, name="ask"),
    path("joint-projects/<slug:slug>/news/", news.add, name="news_add"),
    path("joint-projects/<slug:slug>/news/<int:pk>/remove/", news.remove, name="news_remove"),
    path("joint-projects/<slug:slug>/partners/", partners.partners, name="partners"),
    path("joint-projects/<slug:slug>/partners/add/", partners.add, name="partner_add"),
    path("joint-projects/<slug:slug>/partners/<int:pk>/", partners.partner, name="partner"),
    path("joint-projects/<slug:slug>/partners/<int:pk>/leave/", partners.leave, name="partner_leave"),
    path("joint-projects/<slug:slug>/partners/<int:pk>/remove/", partners.remove, name="partner_remove"),
    path("joint-projects/<slug:slug>/partners/<int:pk>/consent/", consent.consent, name="consent"),
    path("joint-projects/<slug:slug>/milestones/", parts.milestone_add, name="milestone_add"),
    path("joint-projects/<slug:slug>/milestones/<int:pk>/", parts.milestone, name="milestone"),
    path("joint-projects/<slug:slug>/milestones/<int:pk>/reach/", parts.milestone_reach, name="milestone_reach"),
    path("joint-projects/<slug:slug>/milestones/<int:pk>/remove/", parts.milestone_remove, name="milestone_remove"),
    path("joint-projects/<slug:slug>/funding/", parts.funding_add, name="funding_add"),
    path("joint-projects/<slug:slug>/funding/<int:pk>/", parts.funding, name="funding"),
    path("joint-projects/<slug:slug>/funding/<int:pk>/remove/", parts.funding_remove, name="funding_remove"),
    path("joint-projects/<slug:slug>/documents/", parts.document_add, name="document_add"),
    path("joint-projects/<slug:slug>/documents/<int:pk>/remove/", parts.document_remove, name="document_remove"),
]
