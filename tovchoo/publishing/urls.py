from django.urls import path

from . import views

app_name = "publishing"
urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/<str:pk>/", views.news_item, name="news-item"),
    path("about/", views.page, {"name": "about"}, name="about"),
    path("contact/", views.page, {"name": "contact"}, name="contact"),
    path("workspace/news/", views.desk, name="desk"),
    path("workspace/news/new/", views.write, name="new"),
    path("workspace/news/<int:pk>/", views.write, name="write"),
    path("workspace/news/<int:pk>/preview/", views.preview, name="preview"),
    path("workspace/news/<int:pk>/schedule/", views.schedule, name="schedule"),
    path("workspace/news/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("workspace/news/<int:pk>/publish/", views.publish, name="publish"),
    path("workspace/news/<int:pk>/publish-in-part/", views.publish_in_part, name="publish_in_part"),
    path("workspace/news/<int:pk>/discard/", views.discard, name="discard"),
    path("workspace/news/out/<str:pk>/", views.correct_news, name="correct-news"),
    path("workspace/documents/", views.documents, name="documents-desk"),
    path("workspace/documents/new/", views.add_document, name="add-document"),
    path("workspace/documents/<str:pk>/", views.correct_document, name="correct-document"),
    path("workspace/documents/<str:pk>/file/", views.attach, name="attach"),
    path("workspace/plans/<str:pk>/calendar/", views.calendar, name="calendar"),
    path("workspace/pages/<str:name>/", views.edit_page, name="edit-page"),
]
