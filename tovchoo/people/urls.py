from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("offices/<str:pk>/", views.office, name="office"),
    path("people/<str:pk>/", views.person, name="person"),
    path("forums/", views.forums, name="forums"),
    path("forums/<str:pk>/", views.forum, name="forum"),
    path("seats/<str:pk>/", views.seat, name="seat"),
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/<str:pk>/", views.instrument, name="instrument"),
]
