"""Addresses of panels, for those who run a call, and of reviewers."""

from django.urls import path

from parvis.faces.web.reviews.views import answering, board, conflicts, declaring, panels, reviewers, reviewing, rubric

app_name = "reviews"
urlpatterns = [
    path("campus/panels/", panels.panels, name="panels"),
    path("campus/panels/new/", panels.new, name="panel_new"),
    path("campus/panels/<int:panel_id>/", board.board, name="board"),
    path("campus/panels/<int:panel_id>/move/", panels.move, name="move"),
    path("campus/panels/<int:panel_id>/settings/", panels.settings, name="settings"),
    path("campus/panels/<int:panel_id>/export.<slug:kind>", board.export, name="export"),
    path("campus/panels/<int:panel_id>/remind/", board.remind, name="remind"),
    path("campus/panels/<int:panel_id>/applications/<int:application_id>/", board.application, name="team_application"),
    path("campus/panels/<int:panel_id>/rubric/", rubric.rubric, name="rubric"),
    path("campus/panels/<int:panel_id>/rubric/new/", rubric.new, name="criterion_new"),
    path("campus/panels/<int:panel_id>/rubric/copy/", rubric.copy, name="rubric_copy"),
    path("campus/panels/<int:panel_id>/rubric/starter/", rubric.starter, name="rubric_starter"),
    path("campus/panels/<int:panel_id>/rubric/<int:criterion_id>/", rubric.edit, name="criterion"),
    path("campus/panels/<int:panel_id>/rubric/<int:criterion_id>/move/", rubric.move, name="criterion_move"),
    path("campus/panels/<int:panel_id>/rubric/<int:criterion_id>/remove/", rubric.remove, name="criterion_remove"),
    path("campus/panels/<int:panel_id>/reviewers/", reviewers.reviewers, name="reviewers"),
    path("campus/panels/<int:panel_id>/reviewers/invite/", reviewers.invite, name="reviewers_invite"),
    path("campus/panels/<int:panel_id>/reviewers/<int:reviewer_id>/", reviewers.reviewer, name="reviewer"),
    path("campus/panels/<int:panel_id>/reviewers/<int:reviewer_id>/resend/", reviewers.resend, name="reviewer_resend"),
    path("campus/panels/<int:panel_id>/reviewers/<int:reviewer_id>/remove/", reviewers.remove, name="reviewer_remove"),
    path("campus/panels/<int:panel_id>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("campus/panels/<int:panel_id>/conflicts/detect/", conflicts.detect, name="conflicts_detect"),
    path("campus/panels/<int:panel_id>/conflicts/<int:conflict_id>/", conflicts.conflict, name="conflict"),
    path("campus/panels/<int:panel_id>/conflicts/<int:conflict_id>/end/", conflicts.end, name="waiver_end"),
    path("reviews/", reviewing.mine, name="mine"),
    path("reviews/invitations/<str:token>/", answering.invitation, name="invitation"),
    path("reviews/<int:panel_id>/", reviewing.panel, name="panel"),
    path("reviews/<int:panel_id>/profile/", declaring.profile, name="profile"),
    path("reviews/<int:panel_id>/declare/", declaring.declare, name="declare"),
    path("reviews/<int:panel_id>/ties/", declaring.ties, name="ties"),
    path("reviews/<int:panel_id>/ties/<int:tie_id>/remove/", declaring.tie_remove, name="tie_remove"),
    path("reviews/<int:panel_id>/<int:application_id>/", reviewing.application, name="application"),
    path("reviews/<int:panel_id>/<int:application_id>/clear/", reviewing.clear, name="clear"),
    path("reviews/<int:panel_id>/<int:application_id>/save/", reviewing.save, name="save"),
    path("reviews/<int:panel_id>/<int:application_id>/submit/", reviewing.submit, name="submit"),
    path("reviews/<int:panel_id>/<int:application_id>/recuse/", reviewing.recuse, name="recuse"),
    path("reviews/<int:panel_id>/<int:application_id>/kept/", reviewing.drop, name="kept_drop"),
    path("reviews/<int:panel_id>/<int:application_id>/discuss/", reviewing.discuss, name="discuss"),
]
