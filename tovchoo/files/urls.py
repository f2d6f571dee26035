from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/<str:pk>/", views.document, name="document"),
    path("documents/<str:pk>/file/", views.download, name="download"),
    path("sources/", views.sources, name="sources"),
    path("sources/<str:pk>/", views.source, name="source"),
]
