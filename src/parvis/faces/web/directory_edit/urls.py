"""Addresses of the pages on which the directory is written."""

from django.urls import path

from parvis.faces.web.directory_edit.views import access, claims, corrections, editing, family, members, mine, people

app_name = "directory_edit"
urlpatterns = [
    path("account/organisations/", mine.mine, name="mine"),
    path("account/claims/<int:pk>/withdraw/", claims.withdraw, name="claim_withdraw"),
    path("account/corrections/<int:pk>/withdraw/", corrections.withdraw, name="correction_withdraw"),
    path("account/people/<int:pk>/withdraw/", people.withdraw, name="person_claim_withdraw"),
    path("invitations/<str:token>/", access.invitation, name="invitation"),
    path("campus/organisations/new/", mine.new, name="new"),
    path("campus/claims/", claims.index, name="claims"),
    path("campus/claims/<int:pk>/", claims.claim, name="claim"),
    path("campus/corrections/", corrections.index, name="campus_corrections"),
    path("campus/people/", people.claims, name="person_claims"),
    path("people/claims/<int:pk>/", people.claim, name="person_claim"),
    path("people/<slug:slug>/edit/", people.person, name="person"),
    path("people/<slug:slug>/remove/", people.remove, name="person_remove"),
    path("people/<slug:slug>/unlink/", people.unlink, name="person_unlink"),
    path("people/<slug:slug>/this-is-me/", people.this_is_me, name="this_is_me"),
    path("organisations/<slug:slug>/claim/", claims.ask, name="claim_ask"),
    path("organisations/<slug:slug>/suggest/", corrections.suggest, name="suggest"),
    path("organisations/<slug:slug>/confirm/", editing.confirm, name="confirm"),
    path("organisations/<slug:slug>/close/", editing.close, name="close"),
    path("organisations/<slug:slug>/history/", mine.history, name="history"),
    path("organisations/<slug:slug>/corrections/", corrections.of_organisation, name="corrections"),
    path("organisations/<slug:slug>/corrections/<int:pk>/", corrections.correction, name="correction"),
    path("organisations/<slug:slug>/access/", access.access, name="access"),
    path("organisations/<slug:slug>/access/<int:pk>/change/", access.change, name="access_change"),
    path("organisations/<slug:slug>/access/<int:pk>/remove/", access.remove, name="access_remove"),
    path("organisations/<slug:slug>/invitations/<int:pk>/resend/", access.resend, name="invitation_resend"),
    path("organisations/<slug:slug>/invitations/<int:pk>/revoke/", access.revoke, name="invitation_revoke"),
    path("organisations/<slug:slug>/members/", members.members, name="members"),
    path("organisations/<slug:slug>/members/new/", members.add, name="member_add"),
    path("organisations/<slug:slug>/members/<int:pk>/", members.membership, name="membership"),
    path("organisations/<slug:slug>/members/<int:pk>/end/", members.end, name="membership_end"),
    path("organisations/<slug:slug>/members/<int:pk>/remove/", members.remove, name="membership_remove"),
    path("organisations/<slug:slug>/edit/", editing.edit, name="edit"),
    path("organisations/<slug:slug>/edit/family/", family.family, name="family"),
    path("organisations/<slug:slug>/edit/family/add/", family.add, name="family_add"),
    path("organisations/<slug:slug>/edit/family/remove/", family.remove, name="family_remove"),
    path("organisations/<slug:slug>/edit/logo/", editing.logo, name="logo"),
    path("organisations/<slug:slug>/edit/<slug:name>/", editing.section, name="section"),
    path("directory/sectors/", editing.sectors, name="sectors"),
]
