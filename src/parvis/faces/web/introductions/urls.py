"""Addresses of introductions."""

from django.urls import path

from parvis.faces.web.introductions import own_views, propose_views, reply_views

app_name = "introductions"
urlpatterns = [
    path("introductions/", own_views.mine, name="mine"),
    path("introductions/propose/", propose_views.propose, name="propose"),
    path("introductions/reply/<str:token>/", reply_views.reply, name="reply"),
    path("introductions/outcome/<str:token>/", reply_views.reply_outcome, name="reply_outcome"),
    path("introductions/<int:pk>/", own_views.introduction, name="introduction"),
    path("introductions/<int:pk>/accept/", own_views.accept, name="accept"),
    path("introductions/<int:pk>/decline/", own_views.decline, name="decline"),
    path("introductions/<int:pk>/met/", own_views.met, name="met"),
    path("introductions/<int:pk>/outcome/", own_views.outcome, name="outcome"),
    path("introductions/<int:pk>/withdraw/", own_views.withdraw, name="withdraw"),
]
