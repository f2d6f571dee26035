"""Two addresses, there only where ДАН is set up: one begins in a language, the other is registered with ДАН."""

from django.urls import path

from tovchoo.accounts.sign_on import leads_to_the_sign_on

from . import views

in_a_language = [path("joined/dan/", leads_to_the_sign_on(views.begin), name="dan_login")]
urlpatterns = [path("sign-on/dan/", views.end, name="dan_callback")]
