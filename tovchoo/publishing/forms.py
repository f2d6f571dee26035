"""What people type to tell the public something."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tovchoo.files.inputs import FileInput, PictureInput
from tovchoo.files.models import Document
from tovchoo.kernel.inputs import EntryForm, Form
from tovchoo.plans.forms import languages

from .models import Draft, News, Page

MARKDOWN = _("A blank line begins a paragraph, ## a heading, - a list; [words](https://…) is a link.")


class DraftForm(EntryForm):
    picture = PictureInput(label=_("Picture"), required=False, help_text=_("PNG, JPEG or WebP, at most 10 MB."))

    class Meta:
        model = Draft
        fields = ["title", "excerpt", "text", "picture_description", "publish_on"]
        widgets = {"publish_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "excerpt": _("What stands in lists and letters: one or two sentences."),
            "text": MARKDOWN,
            "picture_description": _("For those who do not see it: what is on it, in a sentence."),
            "publish_on": _("Empty: when you press “Publish now”."),
        }

    field_order = ["title", "excerpt", "text", "picture", "picture_description", "publish_on"]

    def values(self, *, by: Any = None) -> dict[str, Any]:
        return super().values(by=by) | {"picture": self.cleaned_data.get("picture")}


class NewsForm(EntryForm):
    class Meta:
        model = News
        fields = ["title", "excerpt", "text", "picture_description", "note"]
        help_texts = {"text": MARKDOWN}


class DocumentForm(EntryForm):
    language = forms.ChoiceField(label=_("Language"), choices=lambda: [("", "—"), *languages()], required=False)

    class Meta:
        model = Document
        fields = ["title", "language", "date", "about", "note"]
        help_texts = {"about": _("The entry that it belongs to, as plan/nap5 or instrument/order-99-2023.")}


class NewDocumentForm(DocumentForm):
    file = FileInput(label=_("File"), required=False, help_text=_("Empty where it is known and not yet at hand."))


class AttachForm(Form):
    file = FileInput(label=_("File"), help_text=_("PDF, DOCX, XLSX, ODT, ODS, CSV, text or a picture; at most 25 MB."))
    reason = forms.CharField(
        label=_("Where it comes from"), max_length=300,
        help_text=_("It stands in the history of the entry, for everybody to read."),
    )  # fmt: skip


class PageForm(EntryForm):
    class Meta:
        model = Page
        fields = ["text"]
        help_texts = {"text": MARKDOWN}
