"""Who may tell the public what. Read this file as the regulation."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.cycle.questions import calendar_of
from tovchoo.files.models import Document
from tovchoo.kernel.languages import name
from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.people.roles import administrator, secretariat
from tovchoo.plans.models import Plan

from .models import Draft, News, Page

WRITING, SCHEDULED, PUBLISHED = Draft.Stage


@condition(_("title and text are there in every language"))
def it_is_whole(draft: Draft) -> Words | None:
    for code, _name in settings.LANGUAGES:
        if not draft.title.get(code) or not draft.text.get(code):
            return format_lazy(_("Title and text are missing in: {}."), name(code))
    return None


@condition(_("it has a title"))
def it_has_a_title(draft: Draft) -> Words | None:
    return None if draft.title else _("It has no title yet.")


@condition(_("its picture is described"))
def its_picture_is_described(draft: Draft) -> Words | None:
    if draft.picture and not draft.picture_description:
        return _("The picture is not described yet, for those who do not see it.")
    return None


@condition(_("it has a day of publication"))
def it_has_a_day(draft: Draft) -> Words | None:
    return None if draft.publish_on else _("No day of publication is given.")


DRAFT = Policy(
    _("News item before it is published"), "stage",
    Act("write", _("Write a news item"), by=secretariat | administrator, during=[WRITING]),
    Act("schedule", _("Publish on its day"), by=secretariat | administrator, during=[WRITING],
        given=[it_has_a_day, it_is_whole, its_picture_is_described], then=SCHEDULED),
    Act("take_back", _("Write on"), by=secretariat | administrator, during=[SCHEDULED], then=WRITING),
    Act("publish", _("Publish now"), by=secretariat | administrator, during=[WRITING, SCHEDULED],
        given=[it_is_whole, its_picture_is_described], then=PUBLISHED),
    Act("publish_in_part", _("Publish although a language is missing"), by=secretariat | administrator,
        during=[WRITING], given=[it_has_a_title, its_picture_is_described], then=PUBLISHED),
    Act("discard", _("Discard"), by=secretariat | administrator, during=[WRITING, SCHEDULED]),
)  # fmt: skip

NEWS = Policy(
    _("News item"), None,
    Act("correct", _("Correct"), by=secretariat | administrator),
)  # fmt: skip

DOCUMENT = Policy(
    _("Document"), None,
    Act("register", _("Add a document"), by=secretariat | administrator),
    Act("correct", _("Correct"), by=secretariat | administrator),
    Act("attach", _("Add the file"), by=secretariat | administrator),
)  # fmt: skip

PAGE = Policy(
    _("Standing page"), None,
    Act("edit", _("Edit the page"), by=secretariat | administrator),
)  # fmt: skip


@condition(_("its calendar has steps"))
def its_calendar_has_steps(plan: Plan) -> Words | None:
    return None if calendar_of(plan) else _("The calendar has no steps yet.")


CALENDAR = Policy(
    _("Calendar of the process"), None,
    Act("publish", _("Publish the calendar as a document"),
        by=secretariat | administrator, given=[its_calendar_has_steps]),
)  # fmt: skip

REGISTERED = {Document: DOCUMENT, News: NEWS, Page: PAGE}
