"""The practice country says of itself that nothing in it is real, on every page and in all that leaves the site."""

from django.conf import settings
from django.utils.translation import gettext as _


def marked(words: str) -> str:
    """A title of something that leaves the site: a file, a letter, an entry of a calendar, a feed."""
    return f"{_('Practice: nothing here is real.')} {words}" if settings.PRACTICE else words


def practice() -> dict[str, bool]:
    """The same for programs that read JSON."""
    return {"is_practice": True} if settings.PRACTICE else {}
