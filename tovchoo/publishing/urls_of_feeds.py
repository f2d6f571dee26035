from django.urls import path

from . import feeds

app_name = "feeds"
urlpatterns = [
    path("news.<slug:code>.atom", feeds.news, name="news"),
]
