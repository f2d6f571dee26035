from django.urls import path

from . import views

app_name = "versions"
urlpatterns = [
    path("plans/<str:plan>/versions/", views.versions, name="versions"),
    path("plans/<str:plan>/versions/between/", views.between, name="between"),
    path("plans/<str:plan>/versions/<int:number>/", views.version, name="version"),
    path("plans/<str:plan>/versions/<int:number>/parts/<int:part>/", views.part, name="part"),
    path("plans/<str:plan>/versions/<int:one>...<int:other>/", views.compare, name="compare"),
    path("plans/<str:plan>/passages/<str:code>/", views.passage, name="passage"),
    path("workspace/plans/<str:plan>/draft/changes/", views.draft, name="draft"),
    path("workspace/plans/<str:plan>/draft/freeze/", views.freeze, name="freeze"),
]
