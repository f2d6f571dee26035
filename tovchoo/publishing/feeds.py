"""Feeds: news as Atom, one for each language."""

from datetime import UTC, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from tovchoo.kernel.addresses import address
from tovchoo.kernel.languages import reading
from tovchoo.kernel.pages import public_page
from tovchoo.kernel.partial_date import PartialDate
from tovchoo.kernel.practice import marked

from .models import News

LATEST = 50


@public_page
def news(request: HttpRequest, code: str) -> HttpResponse:
    """The latest news in one language; items without it stand in their original one."""
    if code not in dict(settings.LANGUAGES) and code not in request.our_site.languages:  # type: ignore[attr-defined]
        raise Http404(code)
    with reading(code):
        response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
        _feed(code).write(response, "utf-8")
    return response


def _feed(code: str) -> Atom1Feed:
    base = settings.SITE_URL
    feed = Atom1Feed(
        title=marked(_("News")),
        link=base + address("publishing:news"),
        description="",
        language=code,
        feed_url=f"{base}/feeds/news.{code}.atom",
    )
    for item in News.objects.defer("folded").order_by("-date", "id")[:LATEST]:
        link = base + item.get_absolute_url()
        when = _moment(item.date)
        feed.add_item(marked(str(item.title)), link, str(item.excerpt), unique_id=link, pubdate=when, updateddate=when)
    return feed


def _moment(date: PartialDate | None) -> datetime:
    """The beginning of the day where the site is; a feed knows no inexact dates."""
    if date is None:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return datetime.combine(date.first, time(), tzinfo=timezone.get_current_timezone())
