from django.urls import path

from . import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("plans/", views.plans, name="plans"),
    path("plans/<str:pk>/", views.plan, name="plan"),
    path("take-part/", views.take_part, name="take-part"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("workspace/", views.workspace, name="workspace"),
    path("search/", views.search, name="search"),
    path("organisations/<str:pk>/", views.organisation, name="organisation"),
]
