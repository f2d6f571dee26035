from django.urls import path

from . import views

app_name = "consultations"
urlpatterns = [
    path("plans/<str:plan>/rounds/<int:number>/", views.round_, name="round"),
    path("plans/<str:plan>/contributions/", views.contributions, name="contributions"),
    path("plans/<str:plan>/contributions/<int:number>/", views.contribution, name="contribution"),
    path("plans/<str:plan>/recommendations/", views.recommendations, name="recommendations"),
    path("plans/<str:plan>/recommendations/<int:number>/", views.recommendation, name="recommendation"),
]
