"""The addresses of an installation that has set up ДАН."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config import urls
from config.urls import handler404, handler500  # noqa: F401
from tovchoo.accounts.dan import urls as dan

urlpatterns = [
    *urls.urlpatterns,
    *dan.urlpatterns,
    *i18n_patterns(path("workspace/account/", include(dan.in_a_language))),
]
