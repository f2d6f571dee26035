from django.urls import path

from . import views

app_name = "ledger"
urlpatterns = [
    path("history/<str:kind>/<str:pk>/", views.history, name="history"),
]
