"""The annex of an order that appoints: who is on the list, as a document for Word or LibreOffice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tovchoo.files.papers import paper

from .balance import of_list
from .models import MemberLine, MemberList

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def annex(members: MemberList) -> bytes:
    """The members in their order, with their organisation, post, side and part, in the language that is being read."""
    taken = members.lines.filter(decision=MemberLine.Decision.TAKE).order_by("number")
    header = [_("No."), _("Name"), _("Organisation"), _("Post"), _("Side"), _("Part in the forum")]
    rows = [
        [str(number), str(each.name), str(each.organisation), str(each.position), each.get_side_display(),
         each.get_role_display() or _("member")]
        for number, each in enumerate(taken, 1)
    ]  # fmt: skip
    shares = "; ".join(f"{each.label}: {each.count} ({each.percent} %)" for each in of_list(members).sides if each.key)
    title = _("Annex: composition of %(forum)s") % {"forum": members.forum}
    return paper(title, _("%(number)s members. %(shares)s") % {"number": len(rows), "shares": shares}, header, rows)
