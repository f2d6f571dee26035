from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("plans/<str:plan>/commitments/<int:number>/", views.commitment, name="commitment"),
    path("plans/<str:plan>/commitments/<int:number>/milestones/<str:code>/", views.milestone, name="milestone"),
    path("plans/<str:plan>/proposals/", views.proposals, name="proposals"),
    path("plans/<str:plan>/proposals/<int:number>/", views.proposal, name="proposal"),
]
