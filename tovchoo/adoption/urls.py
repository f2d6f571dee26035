from django.urls import path

from . import views

app_name = "adoption"
VERSION = "plans/<str:plan>/versions/<int:number>/"
urlpatterns = [
    path(f"{VERSION}approval/", views.approval, name="approval"),
    path(f"{VERSION}recount/", views.recount, name="recount"),
    path(f"workspace/{VERSION}", views.desk, name="desk"),
    path(f"workspace/{VERSION}vote/", views.vote, name="vote"),
    path(f"workspace/{VERSION}approve/", views.approve, name="approve"),
    path(f"workspace/{VERSION}order/", views.order, name="order"),
    path(f"workspace/{VERSION}review/", views.review, name="review"),
    path(f"workspace/{VERSION}take-back/", views.take_back, name="take-back"),
    path(f"workspace/{VERSION}change/", views.change, name="change"),
]
