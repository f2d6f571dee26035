from django.urls import path

from . import views

app_name = "membership"
urlpatterns = [
    path("workspace/forums/", views.forums, name="forums"),
    path("workspace/forums/<str:pk>/seats/", views.seats, name="seats"),
    path("workspace/forums/<str:pk>/seats/new/", views.give, name="give"),
    path("workspace/forums/<str:pk>/lists/new/", views.draw_up, name="draw-up"),
    path("workspace/lists/<int:pk>/", views.show, name="list"),
    path("workspace/lists/<int:pk>/lines/new/", views.add_line, name="add-line"),
    path("workspace/lists/<int:pk>/lines/<int:number>/", views.decide, name="line"),
    path("workspace/lists/<int:pk>/take-all/", views.take_all, name="take-all"),
    path("workspace/lists/<int:pk>/columns/", views.say_columns, name="columns"),
    path("workspace/lists/<int:pk>/sides/", views.set_sides, name="sides"),
    path("workspace/lists/<int:pk>/discard/", views.discard, name="discard"),
    path("workspace/lists/<int:pk>/annex/<slug:code>/", views.annex, name="annex"),
    path("workspace/statement/", views.statement, name="statement"),
    path("workspace/lists/<int:pk>/invite/", views.invite, name="invite"),
    path("workspace/lists/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("workspace/seats/<str:pk>/replace/", views.replace, name="replace"),
    path("workspace/seats/<str:pk>/tell-apart/", views.tell_apart, name="tell-apart"),
    path("workspace/seats/<str:pk>/end/", views.end, name="end"),
]
