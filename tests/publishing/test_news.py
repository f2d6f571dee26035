import re
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.usefixtures("record")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_newest_comes_first(page):
    dates = re.findall(r'datetime="(\d{4}-\d\d-\d\d)"', page("/en/news/"))
    assert dates == sorted(dates, reverse=True) and len(dates) == 7


def test_the_article_keeps_its_words(page):
    text = page("/en/news/nap5-co-created/")
    assert "Тungaahui data studio LLC" in text and "<ol>" in text and "share.js" in text


def test_a_card_shows_only_what_is_recorded(page):
    assert "The rest of the text is not recorded." in page("/en/news/2022-06-22-supreme-audit-institutions/")


@pytest.mark.parametrize("language", ["en", "mn"])
def test_the_feed_of_each_language_holds_every_item(client, language):
    feed = ElementTree.fromstring(client.get(f"/feeds/news.{language}.atom").content)
    links = [each.get("href") for each in feed.findall("a:entry/a:link", ATOM)]
    assert len(links) == 7 and all(f"/{language}/news/" in link for link in links)


def test_there_is_no_feed_in_a_language_that_the_site_does_not_speak(client):
    assert client.get("/feeds/news.de.atom").status_code == 404
