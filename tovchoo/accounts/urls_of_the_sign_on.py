"""Where the national sign-on sends people back to: one address in all languages, because it is registered there."""

from django.urls import path

from . import sign_on

urlpatterns = [
    path("sign-on/<str:provider_id>/callback/", sign_on.end, name="openid_connect_callback"),
]
