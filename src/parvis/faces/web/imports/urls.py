"""Addresses of imports and of the page about the sources."""

from django.urls import path, re_path

from parvis.faces.web.imports import change_views, project_views, run_views, table_views, views

app_name = "imports"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("campus/imports/", views.imports, name="imports"),
    path("campus/imports/tables/", table_views.tables, name="tables"),
    path("campus/imports/tables/<int:mapping_id>/", table_views.table, name="table"),
    path("campus/imports/tables/<int:mapping_id>/rename/", table_views.rename, name="table_rename"),
    path("campus/imports/tables/<int:mapping_id>/remove/", table_views.remove, name="table_remove"),
    path("campus/imports/projects/", project_views.projects, name="projects"),
    path("campus/imports/projects/<int:run_id>/", project_views.run, name="project_run"),
    path("campus/imports/projects/<int:run_id>/apply/", project_views.apply, name="project_apply"),
    path("campus/imports/projects/<int:run_id>/set-aside/", project_views.discard, name="project_discard"),
    path("campus/imports/projects/<int:run_id>/cancel/", project_views.cancel, name="project_cancel"),
    path("campus/imports/projects/<int:run_id>/roll-back/", project_views.roll_back, name="project_roll_back"),
    path("campus/imports/<int:run_id>/", run_views.run, name="run"),
    path("campus/imports/<int:run_id>/apply/", run_views.apply, name="apply"),
    path("campus/imports/<int:run_id>/set-aside/", run_views.discard, name="discard"),
    path("campus/imports/<int:run_id>/cancel/", run_views.cancel, name="cancel"),
    path("campus/imports/<int:run_id>/roll-back/", run_views.roll_back, name="roll_back"),
    path("campus/imports/<int:run_id>/changes/", change_views.changes, name="changes"),
    path("campus/imports/<int:run_id>/changes/<int:change_id>/judge/", change_views.judge, name="judge"),
    re_path(
        r"^campus/imports/(?P<run_id>\d+)/changes\.(?P<kind>csv|xlsx)$", change_views.changes_file, name="changes_file"
    ),
]
