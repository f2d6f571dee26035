from django.urls import path

from . import views

app_name = "minutes"
urlpatterns = [
    path("meetings/<str:pk>/", views.meeting, name="meeting"),
    path("meetings/<str:pk>/minutes/", views.minutes, name="minutes"),
    path("workspace/minutes/", views.desk, name="desk"),
    path("workspace/meetings/<str:pk>/minutes/", views.write, name="write"),
    path("workspace/meetings/<str:pk>/minutes/begin/", views.begin, name="begin"),
    path("workspace/meetings/<str:pk>/minutes/keep/", views.keep, name="keep"),
    path("workspace/meetings/<str:pk>/minutes/circulate/", views.circulate, name="circulate"),
    path("workspace/meetings/<str:pk>/minutes/end/", views.move_end, name="move_end"),
    path("workspace/meetings/<str:pk>/minutes/read/", views.read, name="read"),
    path("workspace/meetings/<str:pk>/minutes/corrections/<int:number>/", views.answer, name="correction"),
    path("workspace/meetings/<str:pk>/minutes/adopt/", views.adopt, name="adopt"),
    path("workspace/meetings/<str:pk>/minutes/adopt-in-part/", views.adopt_in_part, name="adopt_in_part"),
    path("workspace/meetings/<str:pk>/minutes/history/", views.history, name="history"),
]
