from django.urls import path

from . import desk, views

app_name = "decisions"
urlpatterns = [
    path("motions/", views.motions, name="motions"),
    path("motions/<str:pk>/", views.motion, name="motion"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<str:pk>/", views.decision, name="decision"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<str:pk>/", views.task, name="task"),
    path("workspace/motions/", desk.desk, name="desk"),
    path("workspace/motions/table/", desk.table, name="table"),
    path("workspace/motions/<str:pk>/", desk.prepare, name="prepare"),
    path("workspace/motions/<str:pk>/word/", desk.word, name="word"),
    path("workspace/motions/<str:pk>/options/new/", desk.add_option, name="add-option"),
    path("workspace/motions/<str:pk>/options/<int:number>/", desk.word_option, name="option"),
    path("workspace/motions/<str:pk>/papers/new/", desk.add_paper, name="add-paper"),
    path("workspace/motions/<str:pk>/open/", desk.open_vote, name="open"),
    path("workspace/motions/<str:pk>/open-in-part/", desk.open_in_part, name="open-in-part"),
    path("workspace/motions/<str:pk>/vote/", desk.vote, name="vote"),
    path("workspace/motions/<str:pk>/recuse/", desk.recuse, name="recuse"),
    path("workspace/motions/<str:pk>/take-part/", desk.take_part, name="take-part"),
    path("workspace/motions/<str:pk>/room/", desk.take_down, name="room"),
    path("workspace/motions/<str:pk>/voters/<int:number>/", desk.substitute, name="substitute"),
    path("workspace/motions/<str:pk>/voters/<int:number>/recuse/", desk.recuse_seat, name="recuse-seat"),
    path("workspace/motions/<str:pk>/close/", desk.close, name="close"),
    path("workspace/motions/<str:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("workspace/motions/<str:pk>/outcome/", desk.state_outcome, name="outcome"),
    path("workspace/meetings/<str:pk>/decisions/new/", desk.add_decision, name="add-decision"),
    path("workspace/meetings/<str:pk>/tasks/new/", desk.add_task, name="add-task"),
    path("workspace/decisions/<str:pk>/", desk.correct_decision, name="correct-decision"),
    path("workspace/tasks/", desk.tasks, name="task-desk"),
    path("workspace/tasks/<str:pk>/", desk.correct_task, name="correct-task"),
    path("workspace/tasks/<str:pk>/done/", desk.finish_task, name="finish-task"),
    path("workspace/tasks/<str:pk>/drop/", desk.drop_task, name="drop-task"),
    path("workspace/tasks/<str:pk>/again/", desk.take_up_task, name="take-up-task"),
]
