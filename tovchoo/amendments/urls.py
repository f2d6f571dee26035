from django.urls import path

from . import desk, views

app_name = "amendments"
AT = "workspace/plans/<str:plan>/amendments/"
urlpatterns = [
    path("plans/<str:plan>/amendments/", views.amendments, name="amendments"),
    path("plans/<str:plan>/amendments/<int:number>/", views.amendment, name="amendment"),
    path("plans/<str:plan>/brief/", views.brief, name="brief"),
    path(AT, desk.desk, name="desk"),
    path(f"{AT}new/", desk.new, name="new"),
    path(f"{AT}<int:number>/", desk.work, name="work"),
    path(f"{AT}<int:number>/back/", desk.back, name="back"),
    path(f"{AT}<int:number>/unback/", desk.unback, name="unback"),
    path(f"{AT}<int:number>/recommend/", desk.recommend, name="recommend"),
    path(f"{AT}<int:number>/accept/", desk.accept, name="accept"),
    path(f"{AT}<int:number>/withdraw/", desk.withdraw, name="withdraw"),
    path(f"{AT}<int:number>/take-up/", desk.take_up, name="take-up"),
]
