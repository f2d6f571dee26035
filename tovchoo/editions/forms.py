"""What people fill in to bring a file for a draft, and to take it over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.files.checks import CSV, DOCX, XLSX
from tovchoo.files.inputs import FileInput
from tovchoo.kernel.inputs import Form


class PlanFileInput(FileInput):
    """A document of ours, or a table."""

    kinds = (DOCX, XLSX, CSV)


class BringForm(Form):
    file = PlanFileInput(
        label=_("File"),
        help_text=_("The DOCX of a version, edited in Word or LibreOffice; or a table of commitments and milestones "
                    "(XLSX, CSV). Nothing is written before you have seen what was understood."),
    )  # fmt: skip


class AgreeForm(Form):
    takes_out = forms.BooleanField(
        label=_("Also take out of the draft what is not in the file any more"), required=False
    )
