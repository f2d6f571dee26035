from django.urls import path

from . import views

app_name = "data"
urlpatterns = [
    path("", views.to_the_page, name="index"),
    path("record.zip", views.archive, name="archive"),
    path("record/<path:name>", views.file, name="file"),
]
