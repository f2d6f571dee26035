"""Where the national sign-on sends people back to: one address in all languages, because it is registered there."""

from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.urls import path

urlpatterns = [
    path("sign-on/<str:provider_id>/callback/", sign_on.callback, name="openid_connect_callback"),
]
