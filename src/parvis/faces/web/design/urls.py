"""Address of the gallery."""

from django.urls import path

from parvis.faces.web.design import views

app_name = "design"
urlpatterns = [path("gallery/", views.gallery, name="gallery")]
