from django.urls import path

from . import register, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("plans/", views.plans, name="plans"),
    path("plans/<str:pk>/", views.plan, name="plan"),
    path("take-part/", views.take_part, name="take-part"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("workspace/", views.workspace, name="workspace"),
    path("workspace/sent/<str:key>/", views.sent, name="sent"),
    path("workspace/register/<str:kind>/<str:pk>/merge/", register.merge, name="merge"),
    path("workspace/register/organisations/<str:pk>/became/", register.succeed, name="succeed"),
    path("workspace/register/merges/<int:pk>/undo/", register.undo_merge, name="undo-merge"),
    path("workspace/register/<str:kind>/", register.entries, name="register"),
    path("workspace/register/<str:kind>/new/", register.enter, name="register-new"),
    path("workspace/register/<str:kind>/<str:pk>/", register.correct, name="register-entry"),
    path("entries/<str:kind>/<str:pk>/", views.entry, name="entry"),
    path("search/", views.search, name="search"),
    path("organisations/<str:pk>/", views.organisation, name="organisation"),
]
