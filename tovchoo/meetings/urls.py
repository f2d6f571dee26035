from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.meetings, name="meetings"),
    path("meetings/<str:pk>/sign-up/", views.sign_up, name="sign-up"),
    path("meetings/<str:pk>/signed-up/", views.signed_up, name="signed-up"),
    path("workspace/meetings/", views.desk, name="desk"),
    path("workspace/meetings/call/", views.call, name="call"),
    path("workspace/meetings/<str:pk>/", views.prepare, name="prepare"),
    path("workspace/meetings/<str:pk>/items/new/", views.add_item, name="add-item"),
    path("workspace/meetings/<str:pk>/items/<int:number>/", views.correct_item, name="item"),
    path("workspace/meetings/<str:pk>/items/<int:number>/papers/new/", views.add_paper, name="add-paper"),
    path("workspace/meetings/<str:pk>/papers/<int:paper>/", views.closed_paper, name="closed-paper"),
    path("workspace/meetings/<str:pk>/ask/", views.ask_members, name="ask"),
    path("workspace/meetings/<str:pk>/move/", views.move, name="move"),
    path("workspace/meetings/<str:pk>/cancel/", views.cancel, name="cancel"),
    path("workspace/meetings/<str:pk>/tell-apart/", views.tell_apart, name="tell-apart"),
    path("workspace/meetings/<str:pk>/held/", views.hold, name="hold"),
    path("workspace/meetings/<str:pk>/attendance/", views.attendance, name="attendance"),
    path("workspace/meetings/<str:pk>/reply/", views.reply, name="reply"),
]
