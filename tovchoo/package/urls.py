from django.urls import path

from . import views

app_name = "package"
urlpatterns = [
    path("data/", views.data, name="data"),
]
