"""Addresses of the assignment of a panel."""

from django.urls import path, re_path

from parvis.faces.web.assignment import files, hand, proposals, views

app_name = "assignment"
PANEL = "campus/panels/<int:panel_id>/assignment/"
urlpatterns = [
    path(PANEL, views.assignment, name="assignment"),
    path(PANEL + "loads/", views.loads, name="loads"),
    path(PANEL + "propose/", proposals.propose, name="propose"),
    path(PANEL + "proposals/<int:run_id>/", proposals.proposal, name="proposal"),
    path(PANEL + "proposals/<int:run_id>/apply/", proposals.apply, name="apply"),
    path(PANEL + "proposals/<int:run_id>/discard/", proposals.discard, name="discard"),
    path(PANEL + "applications/<int:application_id>/", hand.application, name="application"),
    path(PANEL + "applications/<int:application_id>/add/", hand.add, name="add"),
    path(PANEL + "applications/<int:application_id>/rule/", hand.rule, name="rule"),
    path(PANEL + "pairs/<int:assignment_id>/remove/", hand.remove, name="remove"),
    path(PANEL + "import/", files.import_file, name="import"),
    re_path(
        r"^campus/panels/(?P<panel_id>\d+)/assignment/(?P<name>assignment|scores|conflicts)\.csv$",
        files.export,
        name="file",
    ),
]
