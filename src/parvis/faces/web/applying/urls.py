"""Addresses of applications, for those who write them."""

from django.urls import path

from parvis.faces.web.applying.views import begin, colleagues, late, mine, saving, submitting, versions, writing

app_name = "applying"
urlpatterns = [
    path("applications/", mine.mine, name="mine"),
    path("applications/begin/<slug:slug>/", begin.begin, name="begin"),
    path("applications/begin/<slug:slug>/new/", begin.new, name="new"),
    path("applications/begin/<slug:slug>/join/<int:pk>/", begin.join, name="join"),
    path("applications/late/<str:token>/", late.late, name="late"),
    path("applications/invitations/<str:token>/", colleagues.invitation, name="invitation"),
    path("applications/<slug:reference>/", mine.application, name="application"),
    path("applications/<slug:reference>/colleagues/", colleagues.colleagues, name="colleagues"),
    path("applications/<slug:reference>/colleagues/<int:pk>/<slug:act>/", colleagues.change, name="colleague"),
    path("applications/<slug:reference>/withdraw/", submitting.withdraw, name="withdraw"),
    path("applications/<slug:reference>/here/", saving.here, name="here"),
    path("applications/<slug:reference>/compare/", versions.compare, name="compare"),
    path("applications/<slug:reference>/versions/<int:number>/", versions.version, name="version"),
    path("applications/<slug:reference>/versions/<int:number>/receipt/", versions.receipt, name="receipt"),
    path("applications/<slug:reference>/<slug:stage>/", writing.write, name="write"),
    path("applications/<slug:reference>/<slug:stage>/submit/", submitting.submit, name="submit"),
    path("applications/<slug:reference>/<slug:stage>/kept/<int:pk>/", writing.kept, name="kept"),
    path("applications/<slug:reference>/<slug:stage>/answers/<slug:key>/", saving.save, name="save"),
    path("applications/<slug:reference>/<slug:stage>/files/<slug:key>/", saving.files, name="files"),
]
