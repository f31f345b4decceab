"""Addresses of the builder of forms."""

from django.urls import path

from parvis.faces.web.forms.views import call_forms, outline, parts, publication

app_name = "forms"
FORM, SECTION, QUESTION = "<int:form_id>/", "<int:form_id>/sections/<slug:key>/", "<int:form_id>/questions/<slug:key>/"
urlpatterns = [
    path("calls/<slug:slug>/", call_forms.forms_of_call, name="call"),
    path("calls/<slug:slug>/<slug:stage>/begin/", call_forms.begin, name="call_begin"),
    path(FORM, outline.builder, name="builder"),
    path(f"{FORM}title/", outline.title, name="title"),
    path(f"{FORM}start/", outline.start, name="start"),
    path(f"{FORM}change/", outline.change, name="change"),
    path(f"{FORM}drop/", outline.drop, name="drop"),
    path(f"{FORM}preview/", publication.preview, name="preview"),
    path(f"{FORM}publish/", publication.publish, name="publish"),
    path(f"{FORM}versions/<int:number>/", publication.version, name="version"),
    path(f"{FORM}sections/new/", parts.section_new, name="section_new"),
    path(SECTION, parts.section, name="section"),
    path(f"{SECTION}move/", parts.section_move, name="section_move"),
    path(f"{SECTION}remove/", parts.section_remove, name="section_remove"),
    path(f"{SECTION}questions/new/", parts.kinds, name="kinds"),
    path(f"{SECTION}questions/new/<slug:kind>/", parts.question_new, name="question_new"),
    path(QUESTION, parts.question, name="question"),
    path(f"{QUESTION}move/", parts.question_move, name="question_move"),
    path(f"{QUESTION}duplicate/", parts.question_duplicate, name="question_duplicate"),
    path(f"{QUESTION}remove/", parts.question_remove, name="question_remove"),
]
