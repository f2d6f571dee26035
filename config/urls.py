"""All addresses. The words of a path are a promise (contracts): none disappears without a redirect."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter

from tovchoo.kernel.addresses import LanguageConverter

register_converter(LanguageConverter, "language")

in_a_language = [
    path("", include("tovchoo.web.urls")),
    path("", include("tovchoo.findings.urls")),
    path("", include("tovchoo.cycle.urls")),
    path("", include("tovchoo.publishing.urls")),
    path("", include("tovchoo.editions.urls")),
    path("", include("tovchoo.package.urls")),
    path("", include("tovchoo.adoption.urls")),
    path("", include("tovchoo.minutes.urls")),
    path("", include("tovchoo.decisions.urls")),
    path("", include("tovchoo.amendments.urls")),
    path("", include("tovchoo.meetings.urls")),
    path("", include("tovchoo.consultations.urls")),
    path("", include("tovchoo.versions.urls")),  # before the draft, whose parts are named in the same place
    path("", include("tovchoo.drafting.urls")),
    path("", include("tovchoo.proposals.urls")),
    path("", include("tovchoo.plans.urls")),
    path("", include("tovchoo.membership.urls")),
    path("", include("tovchoo.accounts.urls")),
    path("", include("tovchoo.people.urls")),
    path("", include("tovchoo.files.urls")),
    path("", include("tovchoo.ledger.urls")),
]

urlpatterns = [
    path("", include("tovchoo.web.urls_of_the_site")),
    path("data/", include("tovchoo.package.urls_of_the_data")),
    path("feeds/", include("tovchoo.publishing.urls_of_feeds")),
    path("calendar/", include("tovchoo.meetings.urls_of_calendars")),
    path("api/v1/", include("tovchoo.api.urls")),
    path("", include("tovchoo.accounts.urls_of_the_sign_on")),
    path("<language:language>/", include(in_a_language)),
    *i18n_patterns(path("workspace/account/", include("tovchoo.accounts.urls_of_signing_in"))),
]

if "dan" in settings.SIGN_ONS:
    from tovchoo.accounts.dan import urls as dan

    urlpatterns += [*dan.urlpatterns, *i18n_patterns(path("workspace/account/", include(dan.in_a_language)))]

handler404 = "tovchoo.web.views.not_found"
handler500 = "tovchoo.web.views.failed"
