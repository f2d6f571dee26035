from django.urls import path

from . import views

app_name = "api"
urlpatterns = [
    path("plans/<str:plan>/figures", views.figures, name="figures"),
]
