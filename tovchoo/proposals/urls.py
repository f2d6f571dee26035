from django.urls import path

from . import views

app_name = "proposals"
urlpatterns = [
    path("plans/<str:plan>/before/", views.left, name="left"),
    path("workspace/proposals/", views.desk, name="desk"),
    path("workspace/templates/", views.templates, name="templates"),
    path("workspace/templates/<str:pk>/", views.template, name="template"),
    path("workspace/plans/<str:plan>/template/", views.choose, name="choose"),
    path("workspace/plans/<str:plan>/before/", views.before, name="before"),
    path("workspace/plans/<str:plan>/before/<int:number>/", views.carry_over, name="carry-over"),
    path("workspace/plans/<str:plan>/proposals/", views.board, name="board"),
    path("workspace/plans/<str:plan>/proposals/propose/", views.propose, name="propose"),
    path("workspace/plans/<str:plan>/proposals/<int:number>/", views.entry, name="entry"),
    path("workspace/plans/<str:plan>/proposals/<int:number>/correct/", views.correct, name="correct"),
    path("workspace/plans/<str:plan>/proposals/<int:number>/tell-apart/", views.tell_apart, name="tell-apart"),
    path("workspace/plans/<str:plan>/proposals/<int:number>/<slug:act>/", views.step, name="step"),
]
