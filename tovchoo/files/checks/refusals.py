"""Why a file is not taken: the sentences, and the error that carries one."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MACROS = _("It holds a program (macros, scripts). Save it without.")
ENCRYPTED = _("It is encrypted, or of an old Office format. Save it anew without a password, as PDF, DOCX or XLSX.")
FETCHES = _("It fetches something from elsewhere when it is opened. Put that into the file itself, or leave it out.")
HOLDS_FILES = _("It holds other files within it. Hand those in by themselves; paste a chart as a picture.")
BOMB = _("It unpacks to far more than it holds.")
ENTITIES = _("It holds XML with a document type or entities, which no office program writes.")
UNUSUAL = _("It is damaged, or built in an unusual way. Save it anew and try again.")
TWO_KINDS = _("It is a file of two kinds at once.")
MARKUP_IN_TEXT = _("It holds a web page or a program, not plain text.")
NOT_UTF8 = _("It is not text in UTF-8. Save it with that encoding.")
MOVES = _("It is a moving picture; only still ones are taken.")
MANY_PIXELS = _("It has too many pixels: at most 40 megapixels are taken.")


class Unfit(ValidationError):
    """A file that is not taken; the sentence says why, and where it helps what to do."""
