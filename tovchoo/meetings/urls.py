from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<str:pk>/", views.meeting, name="meeting"),
]
