from django.urls import path

from . import views

app_name = "editions"
urlpatterns = [
    path("plans/<str:plan>/versions/<int:number>/documents/", views.editions, name="editions"),
    path("plans/<str:plan>/versions/<int:number>/documents/<slug:name>/", views.download, name="download"),
    path("workspace/documents-of-versions/", views.desk, name="desk"),
    path("workspace/documents-of-versions/<int:pk>/again/", views.make_again, name="make-again"),
    path("workspace/plans/<str:plan>/draft/files/", views.intakes, name="intakes"),
    path("workspace/plans/<str:plan>/draft/files/new/", views.bring, name="bring"),
    path("workspace/plans/<str:plan>/draft/files/table/", views.table, name="table"),
    path("workspace/plans/<str:plan>/draft/files/<int:pk>/", views.intake, name="intake"),
    path("workspace/plans/<str:plan>/draft/files/<int:pk>/agree/", views.agree, name="agree"),
    path("workspace/plans/<str:plan>/draft/files/<int:pk>/discard/", views.discard, name="discard"),
]
