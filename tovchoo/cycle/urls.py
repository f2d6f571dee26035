from django.urls import path

from . import views

app_name = "cycle"
urlpatterns = [
    path("plans/<str:plan>/process/", views.process, name="process"),
    path("workspace/plans/<str:plan>/draft/<str:code>/passages/<str:passage>/why/", views.because, name="because"),
]
