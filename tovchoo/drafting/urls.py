from django.urls import path

from . import desk, views

app_name = "drafting"
DRAFT = "workspace/plans/<str:plan>/draft/"
PART = f"{DRAFT}<str:code>/"
urlpatterns = [
    path("plans/<str:plan>/glossary/", views.glossary, name="glossary"),
    path("workspace/drafts/", views.desk, name="desk"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}begin/", views.begin, name="begin"),
    path(f"{DRAFT}section/", views.add_section, name="add-section"),
    path(f"{DRAFT}commitment/", views.add_commitment, name="add-commitment"),
    path(f"{DRAFT}order/", views.order, name="order"),
    path(f"{DRAFT}out/", views.out, name="out"),
    path(f"{DRAFT}languages/<str:into>/", views.languages, name="languages"),
    path(PART, desk.part, name="part"),
    path(f"{PART}keep/", desk.keep, name="keep"),
    path(f"{PART}arrange/", desk.arrange, name="arrange"),
    path(f"{PART}facts/", desk.facts, name="facts"),
    path(f"{PART}take-out/", desk.take_out, name="take-out"),
    path(f"{PART}put-back/", desk.put_back, name="put-back"),
    path(f"{PART}milestones/new/", desk.add_milestone, name="add-milestone"),
    path(f"{PART}milestones/<str:milestone>/", desk.milestone, name="milestone"),
    path(f"{PART}in-charge/", desk.in_charge, name="in-charge"),
    path(f"{PART}in-charge/<int:pk>/end/", desk.end_charge, name="end-charge"),
    path(f"{PART}passages/<str:passage>/", desk.history, name="history"),
]
