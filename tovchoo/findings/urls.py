from django.urls import path

from . import views

app_name = "findings"
urlpatterns = [
    path("plans/<str:plan>/figures/", views.figures, name="figures"),
    path("plans/<str:plan>/figures/<str:slug>/", views.figure, name="figure"),
    path("plans/<str:plan>/co-creation/", views.report, name="report"),
]
