"""Addresses for those who index the site."""

from django.urls import path

from parvis.faces.web.seo import views

app_name = "seo"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", views.sitemap_page, name="sitemap_page"),
]
