"""Who writes the minutes of a meeting, corrects and adopts them. Read this file as the regulation."""

from __future__ import annotations

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tovchoo.kernel import clock
from tovchoo.kernel.languages import name
from tovchoo.kernel.policy import Act, Policy, Words, condition
from tovchoo.kernel.spelling import deceiving
from tovchoo.meetings.models import Meeting
from tovchoo.people.roles import administrator, member_of_its_forum, secretary_of_its_forum

from .models import Correction, Writing

BEING_WRITTEN, CIRCULATED, ADOPTED = Writing.Stage


@condition(_("the meeting was held"))
def the_meeting_was_held(writing: Writing) -> Words | None:
    return None if writing.meeting.stage == Meeting.Stage.HELD else _("The meeting has not been held.")


@condition(_("something is written"))
def something_is_written(writing: Writing) -> Words | None:
    return None if any(each.text.strip() for each in writing.passages.all()) else _("Nothing is written yet.")


@condition(_("no sign in it deceives"))
def no_sign_deceives(writing: Writing) -> Words | None:
    for each in writing.passages.select_related("item").order_by("pk"):
        if told := deceiving(each.text):
            return format_lazy("{} ({}): {}", each.title, name(each.language), told)
    return None


@condition(_("what is public of it is there in every language"))
def it_is_whole(writing: Writing) -> Words | None:
    passages = [each for each in writing.passages.select_related("item").order_by("pk") if not each.is_closed]
    written = {each.item_id for each in passages if each.text.strip()}
    for each in passages:
        if each.item_id in written and not each.text.strip() and each.language in dict(settings.LANGUAGES):
            return format_lazy(_("A text is missing: {} ({})."), each.title, name(each.language))
    return None


@condition(_("the time for corrections is not over"))
def there_is_time_for_corrections(writing: Writing) -> Words | None:
    if writing.corrections_until and writing.corrections_until > clock.now():
        return None
    return _("The time for corrections is over.")


@condition(_("the time for corrections is over"))
def the_time_for_corrections_is_over(writing: Writing) -> Words | None:
    if writing.corrections_until and writing.corrections_until <= clock.now():
        return None
    return _("The time for corrections is not over yet.")


@condition(_("every correction is answered"))
def every_correction_is_answered(writing: Writing) -> Words | None:
    return _("A correction waits for its answer.") if writing.corrections.filter(answer="").exists() else None


@condition(_("the minutes are with the members"))
def they_are_with_the_members(correction: Correction) -> Words | None:
    return None if correction.writing.stage == CIRCULATED else _("These minutes are not with the members any more.")


WRITERS = secretary_of_its_forum | administrator

WRITING = Policy(
    _("Minutes of a meeting"), "stage",
    Act("begin", _("Begin the minutes"), by=WRITERS, during=[BEING_WRITTEN], given=[the_meeting_was_held]),
    Act("write", _("Write the minutes"), by=WRITERS, during=[BEING_WRITTEN, CIRCULATED]),
    Act("look_back", _("See who wrote what"), by=WRITERS),
    Act("circulate", _("Send them around for correction"), by=WRITERS, during=[BEING_WRITTEN],
        given=[something_is_written, no_sign_deceives], then=CIRCULATED),
    Act("move_end", _("Move the end of the time for corrections"), by=WRITERS, during=[CIRCULATED]),
    Act("read", _("Read the minutes"), by=member_of_its_forum | WRITERS, during=[CIRCULATED, ADOPTED]),
    Act("propose_correction", _("Propose a correction"), by=member_of_its_forum, during=[CIRCULATED],
        given=[there_is_time_for_corrections]),
    Act("adopt", _("Adopt the minutes"), by=WRITERS, during=[CIRCULATED],
        given=[the_time_for_corrections_is_over, every_correction_is_answered, something_is_written, no_sign_deceives,
               it_is_whole], then=ADOPTED),
    Act("adopt_in_part", _("Adopt although a language is missing"), by=WRITERS, during=[CIRCULATED],
        given=[the_time_for_corrections_is_over, every_correction_is_answered, something_is_written, no_sign_deceives],
        then=ADOPTED),
)  # fmt: skip

CORRECTION = Policy(
    _("Correction of minutes"), None,
    Act("answer", _("Answer"), by=WRITERS, given=[they_are_with_the_members]),
)  # fmt: skip
