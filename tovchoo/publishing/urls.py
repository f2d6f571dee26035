from django.urls import path

from . import views

app_name = "publishing"
urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/<str:pk>/", views.news_item, name="news-item"),
]
