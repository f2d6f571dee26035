"""The tables of the data package, in the order in which they are read. The documentation is made from this file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from tovchoo.amendments.models import Amendment, Backing
from tovchoo.consultations.models import Contribution, Recommendation, Round
from tovchoo.cycle.models import Step
from tovchoo.decisions.models import Decision, Motion, Option, Task, Vote, Voter
from tovchoo.drafting.models import Term
from tovchoo.files.models import Citation, Document, Source
from tovchoo.findings.models import Claim
from tovchoo.kernel.localized import LocalizedField
from tovchoo.meetings.models import AgendaItem, Attendance, Meeting
from tovchoo.minutes.models import Minutes, MinutesPart
from tovchoo.people.models import Forum, Instrument, Office, Organisation, Person, Seat, Tenure
from tovchoo.plans.models import (
    Answer,
    Commitment,
    Jurisdiction,
    Lineage,
    Milestone,
    Plan,
    Proposal,
    Template,
    TemplateField,
    Version,
)  # fmt: skip
from tovchoo.publishing.models import News, Page
from tovchoo.versions.models import Endorsement, VersionMilestone, VersionPart, VersionPassage, VersionReason

from .columns import Column, ManyColumn, column

NOTE = "what a reader of the entry must know: what is our reading, what a count row stands for"
COUNT = "1 for one; more where the row stands for several not known apart; empty where their number is not recorded"


@dataclass
class Table:
    """One CSV file. `about` describes each column; `spans` are pairs of dates that may not be reversed, `either` of
    values that may not stand side by side, `needs` of those of which one must stand; `only` are columns that
    are empty unless another says one of some words."""

    name: str
    model: type[models.Model]
    says: str
    about: dict[str, str]
    spans: tuple[tuple[str, str], ...] = ()
    either: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    only: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    names_entries: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def columns(self) -> list[Column]:
        return [column(self.model, name, says, self.names_entries.get(name, ())) for name, says in self.about.items()]

    @cached_property
    def kind(self) -> str:
        """As in `kind/id`."""
        return str(self.model._meta.model_name)

    @cached_property
    def many(self) -> list[Column]:
        return [each for each in self.columns if isinstance(each, ManyColumn)]

    @cached_property
    def localized(self) -> list[Column]:
        return [each for each in self.columns if isinstance(each.field, LocalizedField)]

    @cached_property
    def unique_together(self) -> list[tuple[tuple[str, ...], models.Q | None]]:
        """Of which columns no two rows have the same, and of which rows that is said; none: of all."""
        alone = [
            ((each.name,), None) for each in self.model._meta.concrete_fields if each.unique and not each.primary_key
        ]
        several = [each for each in self.model._meta.constraints if isinstance(each, models.UniqueConstraint)]
        return [*alone, *((tuple(each.fields), each.condition) for each in several)]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def written(self, attribute: str) -> str:
        """The name of a column as the file has it."""
        return next(each.name for each in self.columns if each.attribute == attribute)

    def header(self, languages: list[str]) -> list[str]:
        return [name for each in self.columns for name in each.names(languages)]


ENTRIES = ("jurisdiction", "organisation", "office", "person", "document", "forum", "instrument", "seat",
           "template", "plan", "version", "proposal", "commitment", "milestone", "amendment", "meeting", "agendaitem",
           "motion", "decision", "minutes", "round", "contribution", "recommendation", "news")  # fmt: skip

TABLES = [
    Table("jurisdictions", Jurisdiction, "The country or locality whose plans these are.", {
        "id": "chosen once",
        "name": "name",
        "languages": "languages of its texts, the first of them first",
        "time_zone": "name in the IANA database, as `Asia/Ulaanbaatar`",
        "note": NOTE,
    }),
    Table("sources", Source, "Where entries about the past are known from.", {
        "id": "chosen once",
        "kind": "what it is",
        "title": "title",
        "publisher": "who published it, as far as known",
        "address": "address on the web; empty where it is not at hand",
        "published": "day of publication",
        "read_on": "day on which it was read",
        "quotation": "its words, where they are at hand",
        "note": NOTE,
    }),
    Table("documents", Document, "Files of the record, at hand or not yet.", {
        "id": "chosen once",
        "title": "title",
        "language": "language of the file",
        "date": "day of publication",
        "file": "path in the package, as `files/plan.pdf`; empty where the file is not yet in the record",
        "sha256": "SHA-256 of the file",
        "size": "size in bytes",
        "media_type": "media type, as `application/pdf`",
        "about": "the entry that it belongs to",
        "note": NOTE,
    }, names_entries={"about": ENTRIES}),
    Table("organisations", Organisation, "Bodies that can speak for themselves.", {
        "id": "chosen once",
        "name": "name",
        "aliases": "other names and spellings",
        "sector": "sector; empty unless a source, or the name itself, says it",
        "kind": "what kind of body it is",
        "valid_from": "since when it exists under this name",
        "valid_to": "until when it existed under this name",
        "successor": "what it became",
        "merged_into": "the entry that turned out to be the same body, where this one was merged into it",
        "website": "address on the web",
        "note": NOTE,
    }, spans=(("valid_from", "valid_to"),)),
    Table("offices", Office, "Functions that speak or hold a seat without a named person.", {
        "id": "chosen once",
        "title": "title",
        "organisation": "the body it belongs to",
        "merged_into": "the entry that turned out to be the same, where this one was merged into it",
        "note": NOTE,
    }),
    Table("people", Person, "Public figures who hold a recorded seat; nobody else.", {
        "id": "chosen once",
        "name": "name, in one piece",
        "merged_into": "the entry that turned out to be the same, where this one was merged into it",
        "note": NOTE,
    }),
    Table("forums", Forum, "Bodies that meet.", {
        "id": "chosen once",
        "kind": "kind; the one that approves is the `msf`",
        "parent": "the forum it is part of",
        "name": "name",
        "established_by": "the instrument that established it",
        "served_by": "the secretariat that calls its meetings and keeps its papers",
        "rules": "its rules on taking part, as published",
        "quorum": "how many of the seats must be present, in percent",
        "majority": "more than how many of the votes carry a motion, in percent",
        "each_side": "whether quorum and majority are asked on each side as well",
        "least_non_government": "least share of non-government seats, in percent",
        "round_days": "shortest comment round, in days",
        "notice_days": "shortest notice of a meeting, in days",
        "correction_days": "how long minutes are open for corrections, in days",
        "votes_hidden": "whether votes are hidden until the vote is closed",
        "reasons_asked": "whether a vote against is given with its reason",
        "note": NOTE,
    }),
    Table("instruments", Instrument, "Acts in law or of a forum: they appoint, establish or approve.", {
        "id": "chosen once",
        "kind": "kind",
        "number": "number as printed",
        "issuer_organisation": "issuer, where it is an organisation",
        "issuer_office": "issuer, where it is an office",
        "issuer_forum": "issuer, where it is a forum",
        "date": "day of issue",
        "title": "title, or what it does",
        "document": "its text",
        "merged_into": "the entry that turned out to be the same, where this one was merged into it",
        "note": NOTE,
    }, either=(("issuer_organisation_id", "issuer_office_id"),)),
    Table("seats", Seat, "Places in a forum.", {
        "id": "chosen once",
        "forum": "the forum",
        "count": COUNT,
        "side": "side, as the forum is balanced",
        "role": "chair or secretary; empty for any other member",
        "organisation": "the body it is given to",
        "person": "who holds it",
        "office": "the office it is given to",
        "instrument": "the instrument that gave it",
        "since": "from",
        "until": "to",
        "replaces": "the seat in whose place it is, where somebody else sat there before",
        "note": NOTE,
    }, spans=(("since", "until"),)),
    Table("tenures", Tenure, "Who held an office, and when.", {
        "id": "chosen once",
        "office": "the office",
        "person": "who held it",
        "since": "from",
        "until": "to",
        "note": NOTE,
    }, spans=(("since", "until"),)),
    Table("templates", Template, "What commitments are described by, as OGP or somebody else asks for it.", {
        "id": "chosen once",
        "title": "title",
        "edition": "edition, as its publisher calls it",
        "note": NOTE,
    }),
    Table("template_fields", TemplateField, "The questions of a template.", {
        "id": "chosen once",
        "template": "the template",
        "number": "number within the template",
        "key": "what other tables call it: a column of `commitments`, as `problem`, or a field in `answers`",
        "block": "the part of the template that it stands in",
        "title": "title",
        "help": "what is asked for",
        "is_asked": "whether every commitment is asked for it",
        "note": NOTE,
    }),
    Table("plans", Plan, "National action plans.", {
        "id": "chosen once, unique in an installation",
        "jurisdiction": "whose plan",
        "ordinal": "the how manieth plan",
        "title": "title",
        "start": "start, as the jurisdiction counts it",
        "end": "end, as the jurisdiction counts it",
        "ogp_label": "the period as OGP labels it",
        "languages": "languages of its texts",
        "authoritative_language": "the language that counts where texts differ; empty where it is not recorded",
        "predecessor": "the plan before",
        "template": "what its commitments are described by",
        "working_group": "the forum that drafted it",
        "msf": "the forum that approves",
        "secretariat": "the forum that runs the process",
        "approval": "the act by which the MSF approved it",
        "order": "the act that put it in force",
        "note": NOTE,
    }, spans=(("start", "end"),)),
    Table("calendar", Step, "What is to happen in the process of a plan, as planned beforehand.", {
        "id": "chosen once",
        "plan": "the plan",
        "title": "what is to happen",
        "starts": "from",
        "ends": "to",
        "note": NOTE,
    }, spans=(("starts", "ends"),)),
    Table("versions", Version, "Texts of a plan as they stood on a day.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan",
        "title": "title",
        "date": "day on which it was put forward",
        "meeting": "the meeting at which it was put forward",
        "purpose": "what it is for",
        "sha256": "SHA-256 of all that it says, as `docs/versions.md` describes; empty where its text is not recorded",
        "note": NOTE,
    }, names_entries={"meeting": ("meeting",)}),
    Table("proposals", Proposal, "Candidate commitments before the plan is approved.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan; a count row takes one",
        "count": COUNT,
        "title": "title",
        "date": "day on which it was proposed",
        "meeting": "the meeting at which it was proposed",
        "organisation": "who proposed it",
        "person": "who proposed it, where it is a member",
        "stage": "where it stands or ended; empty where it is not recorded",
        "lead": "lead organisation, as proposed",
        "supporters": "supporting organisations, as proposed",
        "other_supporters": "supporters that are named only as a class",
        "start": "from, as proposed",
        "end": "to, as proposed",
        "note": NOTE,
    }, spans=(("start", "end"),), names_entries={"meeting": ("meeting",)}),
    Table("commitments", Commitment, "What a plan promises.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan",
        "title": "title",
        "other_titles": "titles under which it stands elsewhere",
        "ogp_id": "id at OGP, as `MN0057`; empty unless a source confirms it",
        "carried_over": "whether it was carried over from the plan before",
        "lead": "lead organisation",
        "supporters": "supporting organisations",
        "other_supporters": "supporters that a source names only as a class",
        "stage": "being drafted, approved or dropped; empty where it is known from a source alone",
        "start": "from",
        "end": "to",
        "description": "brief description",
        "problem": "the problem that it addresses",
        "causes": "the causes of the problem",
        "done_so_far": "what was done so far",
        "solution": "the proposed solution",
        "results": "the results wanted",
        "transparency": "how it promotes transparency",
        "accountability": "how it fosters accountability",
        "participation": "how it improves participation",
        "note": NOTE,
    }, spans=(("start", "end"),)),
    Table("milestones", Milestone, "Dated steps of commitments, or of what is proposed as one.", {
        "id": "chosen once",
        "commitment": "the commitment",
        "proposal": "the proposal, where it is not of a commitment",
        "number": "number within the commitment or proposal",
        "title": "title",
        "outputs": "expected outputs",
        "start": "from",
        "due": "by when it is to be completed",
        "lead": "lead organisation",
        "supporters": "supporting organisations",
        "other_supporters": "supporters that a source names only as a class",
        "is_dropped": "whether it is not in the plan any more",
        "note": NOTE,
    }, spans=(("start", "due"),), either=(("commitment_id", "proposal_id"),),
        needs=(("commitment_id", "proposal_id"),)),
    Table("answers", Answer, "What proposals say in the fields of a template, and commitments beyond their columns.", {
        "id": "chosen once",
        "proposal": "the proposal",
        "commitment": "the commitment, where it is not of a proposal",
        "field": "key of the field",
        "text": "text in Markdown",
        "note": NOTE,
    }, either=(("proposal_id", "commitment_id"),), needs=(("proposal_id", "commitment_id"),)),
    Table("lineage", Lineage, "Steps in the life of entries: how one came from another, what became of it.", {
        "id": "chosen once",
        "from_entry": "the entry before",
        "to_entry": "the entry after; empty where it was withdrawn",
        "kind": "how",
        "reason": "why",
        "date": "day",
        "meeting": "the meeting at which it was so decided",
        "is_undone": "whether it was taken back later",
    }, names_entries={"from_entry": ("plan", "proposal", "commitment", "milestone"),
                      "to_entry": ("proposal", "commitment", "milestone"), "meeting": ("meeting",)}),
    Table("terms", Term, "The glossary of a plan.", {
        "id": "chosen once",
        "plan": "the plan",
        "title": "the term",
        "meaning": "what it means",
        "note": NOTE,
    }),
    Table("version_parts", VersionPart, "Sections and commitments of a version.", {
        "id": "chosen once",
        "version": "the version",
        "number": "number within the version",
        "kind": "section or commitment",
        "part": "what all versions call it",
        "title": "title",
        "commitment": "the commitment",
        "commitment_number": "its number, as this version counts the commitments",
        "lead": "lead organisation",
        "supporters": "supporting organisations",
        "other_supporters": "supporters in words",
        "start": "from",
        "end": "to",
        "note": NOTE,
    }, spans=(("start", "end"),)),
    Table("version_milestones", VersionMilestone, "Milestones of a version; their title and outputs are passages.", {
        "id": "chosen once",
        "part": "the part of the version",
        "number": "number within the part",
        "milestone": "what all versions call it",
        "start": "from",
        "due": "by when it is to be completed",
        "lead": "lead organisation",
        "supporters": "supporting organisations",
        "other_supporters": "supporters in words",
        "note": NOTE,
    }, spans=(("start", "due"),)),
    Table("version_passages", VersionPassage, "Paragraphs, titles and cells of a version.", {
        "id": "chosen once",
        "part": "the part of the version",
        "milestone": "the milestone of the version, where it is one of its cells",
        "number": "number within the part",
        "field": "where it stands: `title`, `text`, `outputs` or a field of the template",
        "passage": "what all versions call it",
        "text": "text in Markdown",
        "note": NOTE,
    }),
    Table("version_reasons", VersionReason, "Why something is otherwise than in the version before.", {
        "id": "chosen once",
        "version": "the version",
        "number": "number within the version",
        "part": "the part, as all versions call it",
        "passage": "the passage, as all versions call it; empty for the part as a whole",
        "reason": "why",
        "source": "the entry that led to it",
        "note": NOTE,
    }, names_entries={"source": ENTRIES}),
    Table("endorsements", Endorsement, "Instruments by which versions were approved or put in force.", {
        "id": "chosen once",
        "version": "the version",
        "kind": "approval, order or review without a change",
        "instrument": "the instrument",
        "motion": "the motion by which it was decided",
        "sha256": "SHA-256 of the text as the instrument names it",
        "note": NOTE,
    }, names_entries={"motion": ("motion",)}),
    Table("amendments", Amendment, "What somebody would have otherwise in a version.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan",
        "version": "the version",
        "passage": "the passage, as all versions call it",
        "kind": "word it anew, leave it out, add one after it",
        "language": "language of the words",
        "before": "as it stands in the version",
        "after": "as it should be",
        "reason": "why",
        "date": "day on which it was proposed",
        "person": "who proposes it",
        "organisation": "the organisation that proposes it",
        "stage": "proposed, accepted, accepted in other words, declined, overtaken or withdrawn",
        "advice": "what the working group recommends",
        "advice_by": "who recommends it",
        "advice_reason": "why it is recommended",
        "decided_on": "day of the decision",
        "meeting": "the meeting that decided",
        "final": "as it was accepted",
        "decision_reason": "why it was so decided",
        "overtaken_by": "the amendment that overtook it",
        "note": NOTE,
    }, names_entries={"meeting": ("meeting",)}),
    Table("backings", Backing, "Who supports an amendment.", {
        "id": "chosen once",
        "amendment": "the amendment",
        "organisation": "the organisation",
        "person": "the member, where it is not for an organisation",
        "date": "day",
        "note": NOTE,
    }),
    Table("meetings", Meeting, "Meetings of the people of a plan.", {
        "id": "chosen once, never from a date that was missing",
        "kind": "kind",
        "forum": "the forum that met",
        "plan": "the plan it was about",
        "count": COUNT,
        "date": "date",
        "after": "where the date is not recorded: not before",
        "before": "where the date is not recorded: not after",
        "stage": "called, cancelled or held; empty where it is known from a source alone",
        "starts_at": "when it begins",
        "ends_at": "when it ends",
        "place": "where",
        "link": "address online, of a meeting to which anybody may come",
        "mode": "how people took part",
        "title": "title",
        "summary": "what happened, as far as recorded",
        "note": NOTE,
    }, spans=(("after", "before"), ("starts_at", "ends_at"))),
    Table("agenda", AgendaItem, "What a meeting is to speak of.", {
        "id": "chosen once",
        "meeting": "the meeting",
        "number": "number within the meeting",
        "title": "title",
        "text": "text; of a closed item none",
        "is_closed": "whether it is closed to the public",
        "note": NOTE,
    }, either=(("is_closed", "text"),)),
    Table("attendance", Attendance, "Who came to a meeting, for each seat.", {
        "id": "chosen once",
        "meeting": "the meeting",
        "seat": "the seat",
        "presence": "in the room, online or absent",
        "substitute": "who came instead of the holder",
        "arrived": "when they came, where that was later",
        "left": "when they left, where that was earlier",
        "note": NOTE,
    }, spans=(("arrived", "left"),)),
    Table("motions", Motion, "Questions put to a forum, and what came of them.", {
        "id": "chosen once",
        "forum": "the forum that decides",
        "meeting": "the meeting at which it was decided, where there was one",
        "item": "the item of its agenda",
        "about": "the entry that it is about",
        "sha256": "SHA-256 of the version that it is about, as it was when the vote was opened",
        "title": "title",
        "text": "the words that are decided on, in Markdown",
        "method": "how it is decided",
        "stage": "tabled, open for votes, closed or withdrawn",
        "quorum": "how many of the seats must vote, in percent; empty where none is asked for",
        "majority": "more than how many of the votes for or against carry it, in percent",
        "each_side": "whether quorum and majority are asked on each side as well",
        "is_hidden": "whether votes were hidden until it was closed",
        "reasons_asked": "whether a vote against was given with its reason",
        "opened_at": "when the vote was opened",
        "closes_at": "until when votes are taken; empty where it is closed by hand",
        "closed_at": "when it was closed",
        "outcome": "what followed from the votes and the rules: it can be counted again from them",
        "chosen": "the option that it chose",
        "statement": "what the outcome means, in the words of the forum",
        "instrument": "the order or approval that followed",
        "note": NOTE,
    }, spans=(("opened_at", "closes_at"), ("opened_at", "closed_at")), names_entries={"about": ENTRIES},
        only=(("closed_at", "stage", ("closed",)), ("outcome", "stage", ("closed",)))),
    Table("options", Option, "What one may answer to a motion.", {
        "id": "chosen once",
        "motion": "the motion",
        "number": "number within the motion",
        "kind": "what it counts as",
        "title": "title",
        "meaning": "what it means to choose it",
        "note": NOTE,
    }),
    Table("voters", Voter, "Seats that were entitled to vote on a motion.", {
        "id": "chosen once",
        "motion": "the motion",
        "seat": "the seat",
        "number": "number within the motion",
        "side": "side, as it was when the vote was opened",
        "name": "by whom the seat was held then",
        "substitute": "who voted instead of the holder",
        "is_recused": "whether the seat took no part",
        "reason": "why it took no part",
        "note": NOTE,
    }),
    Table("votes", Vote, "What each seat said on a motion; of a hidden vote only once it is closed.", {
        "id": "the id of the voter",
        "voter": "the voter",
        "option": "the option",
        "reason": "the reason that was given with it",
        "cast_at": "when it was cast",
        "cast_by": "who cast it",
        "in_the_room": "whether it was said in the room and taken down",
        "note": NOTE,
    }),
    Table("decisions", Decision, "What forums decided.", {
        "id": "chosen once",
        "forum": "the forum",
        "meeting": "the meeting",
        "item": "the item of its agenda",
        "motion": "the motion that was carried",
        "date": "date",
        "text": "what was decided",
        "basis": "by consensus or by a vote",
        "instrument": "the order or approval that followed",
        "note": NOTE,
    }),
    Table("tasks", Task, "What a meeting gave somebody to do.", {
        "id": "chosen once",
        "forum": "the forum",
        "meeting": "the meeting",
        "item": "the item of its agenda",
        "text": "what is to be done",
        "seat": "who does it, where it is a member",
        "organisation": "who does it, where it is an organisation",
        "due": "by when",
        "stage": "to be done, done or dropped",
        "ended_on": "when it was done or dropped",
        "came_of_it": "what came of it",
        "note": NOTE,
    }, only=(("ended_on", "stage", ("done", "dropped")),)),
    Table("minutes", Minutes, "Minutes of meetings as they were adopted; nobody changes them any more.", {
        "id": "the id of the meeting",
        "meeting": "the meeting",
        "adopted_on": "day on which they were adopted",
        "sha256": "SHA-256 of the parts in order, as JSON: number, item and texts of each, keys sorted, no blanks",
        "note": NOTE,
    }),
    Table("minutes_parts", MinutesPart, "What adopted minutes say of an item of the agenda; of a closed one nothing.", {
        "id": "chosen once",
        "minutes": "the minutes",
        "number": "number of the item; 0 for the meeting as a whole",
        "item": "the item of the agenda",
        "text": "what was said, in Markdown",
        "note": NOTE,
    }),
    Table("rounds", Round, "Openings for comments.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan; a count row takes one",
        "count": COUNT,
        "kind": "kind",
        "version": "the version that it was about",
        "opens": "first day",
        "closes": "last day",
        "after": "where the dates are not recorded: not before",
        "before": "where the dates are not recorded: not after",
        "title": "title",
        "note": NOTE,
    }, spans=(("opens", "closes"), ("after", "before"))),
    Table("contributions", Contribution, "Comments, questions and proposals from anybody: the public half.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan, whether or not its round is recorded",
        "count": COUNT,
        "round": "the round",
        "author_kind": "what kind of author spoke",
        "author_organisation": "author, where it is an organisation",
        "author_office": "author, where it is an office",
        "author_person": "author, where it is a public figure",
        "author_meeting": "author, where it is a meeting",
        "listed_as": "side under which the source printed the author; figures count by it",
        "channel": "channel",
        "received": "day on which it was received",
        "language": "language of the text",
        "text": "the text as it was given; empty where it is not recorded",
        "note": NOTE,
    }, names_entries={"author_meeting": ("meeting",)}),
    Table("recommendations", Recommendation, "What reviewers and past plans ask of this one.", {
        "id": "chosen once",
        "plan": "the plan",
        "number": "number within the plan",
        "kind": "on the process or on the content",
        "organisation": "who recommends",
        "date": "date",
        "text": "the recommendation",
        "note": NOTE,
    }),
    Table("claims", Claim, "Figures as somebody published them; they stand beside the figures that the record gives.", {
        "id": "chosen once",
        "plan": "the plan",
        "figure": "key of the figure, as `working_group.seats`",
        "part": "part of the figure, as `government`; empty for the whole",
        "measure": "whether the value is a number or per cent",
        "value": "the value as published",
        "source": "where it was published",
        "quotation": "the words in which it was published",
        "language": "language of the quotation",
        "because": "why it agrees or differs",
    }),
    Table("news", News, "What was told to the public.", {
        "id": "chosen once",
        "date": "day of publication",
        "title": "title",
        "excerpt": "first words, where no more is recorded",
        "text": "text in Markdown",
        "picture": "picture, as a document of the record",
        "picture_description": "what the picture shows, for those who do not see it",
        "about": "the entry that it is about",
        "note": NOTE,
    }, names_entries={"about": ENTRIES}),
    Table("pages", Page, "Standing pages as the office words them.", {
        "id": "which page: about, contact, accessibility or take-part",
        "text": "its words, in Markdown",
        "note": NOTE,
    }),
    Table("citations", Citation, "Which source an entry, or one field of it, is known from.", {
        "id": "chosen once",
        "entry": "the entry",
        "field": "one column of it; empty for the whole entry",
        "source": "the source",
        "place": "page, line or heading",
        "quotation": "the words of the source",
        "language": "language of the quotation",
    }, names_entries={"entry": ENTRIES}),
]  # fmt: skip

BY_KIND: dict[str, Table] = {table.kind: table for table in TABLES}
TRANSLATIONS = {
    "text": "the text, as `kind/id.field`",
    "language": "the language that this row is about",
    "state": "`official` (published by the office) or `working` (our translation, or a machine's)",
    "of": "what it was made from: language, colon, first 16 digits of the SHA-256 of that original",
    "by": "who made it, or the source that published it",
}


def rows_of(table: Table) -> Any:
    """All entries of a table, in the byte order of their ids on every database."""
    from django.db import connection
    from django.db.models.functions import Collate

    order: Any = Collate("pk", "C") if connection.vendor == "postgresql" else "pk"
    return table.model._default_manager.order_by(order)
