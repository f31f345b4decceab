"""Addresses of juries, for those who decide, and of decisions, for those who applied."""

from django.urls import path, re_path

from parvis.faces.web.juries import (
    answer_views,
    application_views,
    interview_views,
    outbox_views,
    ranking_views,
    setup_views,
    template_views,
    waiting_views,
)

app_name = "juries"
JURY = "campus/juries/<int:pk>/"
urlpatterns = [
    path("campus/juries/", setup_views.index, name="index"),
    path("campus/juries/new/", setup_views.new, name="new"),
    path(JURY, ranking_views.ranking, name="ranking"),
    re_path(r"^campus/juries/(?P<pk>\d+)/ranking\.(?P<kind>csv|xlsx|json)$", ranking_views.export, name="export"),
    path(f"{JURY}decide/", ranking_views.decide_together, name="decide_together"),
    path(f"{JURY}applications/<int:application_id>/", application_views.application, name="application"),
    path(f"{JURY}applications/<int:application_id>/withdraw/", application_views.withdraw, name="withdraw"),
    path(f"{JURY}applications/<int:application_id>/shortlist/", application_views.shortlist, name="shortlist"),
    path(f"{JURY}applications/<int:application_id>/notes/", application_views.note, name="note"),
    path(f"{JURY}notes/<int:note_id>/remove/", application_views.note_remove, name="note_remove"),
    path(f"{JURY}settings/", setup_views.settings, name="settings"),
    path(f"{JURY}close/", setup_views.close, name="close"),
    path(f"{JURY}jurors/", setup_views.jurors, name="jurors"),
    path(f"{JURY}jurors/<int:juror_id>/change/", setup_views.juror_change, name="juror_change"),
    path(f"{JURY}jurors/<int:juror_id>/remove/", setup_views.juror_remove, name="juror_remove"),
    path(f"{JURY}waiting-list/", waiting_views.waiting, name="waiting_list"),
    path(f"{JURY}waiting-list/<int:decision_id>/move/", waiting_views.move, name="waiting_move"),
    path(f"{JURY}waiting-list/<int:decision_id>/accept/", waiting_views.promote, name="promote"),
    path(f"{JURY}acceptances/", waiting_views.acceptances, name="acceptances"),
    path(f"{JURY}acceptances/<int:decision_id>/", waiting_views.answer_for, name="answer_for"),
    path(f"{JURY}outbox/", outbox_views.outbox, name="outbox"),
    path(f"{JURY}outbox/draft/", outbox_views.draft, name="draft"),
    path(f"{JURY}outbox/comments/", outbox_views.comments, name="comments"),
    path(f"{JURY}outbox/send/", outbox_views.send, name="send"),
    path(f"{JURY}outbox/sent/", outbox_views.sent, name="sent"),
    path(f"{JURY}letters/<int:letter_id>/", outbox_views.letter, name="letter"),
    path(f"{JURY}letters/<int:letter_id>/renew/", outbox_views.letter_renew, name="letter_renew"),
    path(f"{JURY}letters/<int:letter_id>/letter.pdf", outbox_views.letter_pdf_preview, name="letter_file"),
    path(f"{JURY}templates/", template_views.templates, name="templates"),
    path(f"{JURY}templates/<slug:outcome>/<slug:language>/", template_views.template, name="template"),
    path(
        f"{JURY}templates/<slug:outcome>/<slug:language>/reset/", template_views.template_reset, name="template_reset"
    ),
    path(f"{JURY}interviews/", interview_views.interviews, name="interviews"),
    path(f"{JURY}interviews/fill/", interview_views.fill, name="fill"),
    path(f"{JURY}interviews/tell/", interview_views.tell, name="tell"),
    path(f"{JURY}interviews/<int:slot_id>/", interview_views.slot, name="slot"),
    path(f"{JURY}interviews/<int:slot_id>/assign/", interview_views.slot_assign, name="slot_assign"),
    path(f"{JURY}interviews/<int:slot_id>/remove/", interview_views.slot_remove, name="slot_remove"),
    path(f"{JURY}agenda/", interview_views.agenda, name="agenda"),
    path("decisions/<int:pk>/", answer_views.answer, name="answer"),
    path("decisions/<int:pk>/confirm/", answer_views.confirm, name="confirm"),
    path("decisions/<int:pk>/decline/", answer_views.decline, name="decline"),
    re_path(r"^interviews/(?P<token>[\w~=-]+)\.ics$", interview_views.interview_calendar, name="interview_calendar"),
]
