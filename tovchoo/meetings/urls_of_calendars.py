from django.urls import path

from . import views

app_name = "calendars"
urlpatterns = [
    path("forums/<str:pk>.<slug:code>.ics", views.forum_calendar, name="forum"),
    path("plans/<str:pk>.<slug:code>.ics", views.plan_calendar, name="plan"),
]
