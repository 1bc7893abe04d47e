"""The declaration of activities (domain §1.9, §2.6, §3.5)."""

from datetime import datetime, timedelta
from typing import Any

from app.clock import clock
from app.crm.activity.models import Activity
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import (
    BooleanField,
    Choice,
    ChoiceField,
    DateField,
    DateTimeField,
    FileField,
    IntegerField,
    PersonField,
    PersonsField,
    ReferenceField,
    RichTextField,
    StatusField,
    TextField,
)
from app.records.types import Board, Column, Journal, MenuPlace, RecordType, registry

COMMENT, CALL, EMAIL, MEETING = "comment", "call", "email", "meeting"
KINDS = (
    Choice(COMMENT, _("Comment")),
    Choice(CALL, _("Call")),
    Choice(EMAIL, _("Letter")),
    Choice(MEETING, _("Meeting")),
)
DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
REPEATS = (Choice(DAILY, _("Every day")), Choice(WEEKLY, _("Every week")), Choice(MONTHLY, _("Every month")))
OWNERS = ("lead", "deal", "counterparty", "contract")
"""Record types that an activity can belong to; the field that says which is called like the type."""


def kind_label(kind: str) -> str:
    """The words for a kind, which is one of KINDS."""
    return next((each.words for each in KINDS if each.id == kind), kind)


def _display(activity: Activity) -> str:
    kind = kind_label(activity.kind)
    if activity.topic:
        return gettext("%(kind)s: %(topic)s", kind=kind, topic=activity.topic)
    return gettext("%(kind)s No. %(number)s", kind=kind, number=activity.number)


def _next_hour(_actor: Any) -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


activity = registry.register(
    RecordType(
        name="activity",
        plural="activities",
        model=Activity,
        label=_("Activity"),
        label_plural=_("Activities"),
        new_label=_("Add an activity"),
        display=_display,
        display_columns=("kind", "topic", "number"),
        optional_names=("topic", "number"),
        searchable=True,
        responsible="responsible",
        numbered=True,
        icon="calendar-event",
        menu=MenuPlace("sections", 75, shortcut="g a"),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            ChoiceField("kind", _("Kind"), choices=KINDS),
            TextField("topic", _("Title"), max_length=255),
            StatusField("status", _("Status")),
            DateTimeField("activity_date", _("Date")),
            DateTimeField("activity_end", _("Ends at")),
            PersonField("responsible", _("Responsible")),
            PersonsField("participants", _("Participants")),
            RichTextField("text", _("Text"), max_length=100_000),
            FileField("attachments", _("Attachments"), many=True),
            RichTextField("result", _("Result"), max_length=100_000),
            ChoiceField("repeat", _("Repeat"), choices=REPEATS),
            DateField("repeat_until", _("Repeat until")),
            DateTimeField("series_start", _("First of the series"), read_only=True),
            BooleanField("repeat_made", _("The next of the series is there"), read_only=True),
            ReferenceField("previous", _("Follows"), target="activity", read_only=True),
            ReferenceField("lead", _("Lead"), target="lead"),
            ReferenceField("deal", _("Deal"), target="deal"),
            ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
            ReferenceField("contract", _("Contract"), target="contract"),
        ),
        journal=Journal(
            columns=(
                Column("topic", link=True),
                Column("kind"),
                Column("activity_date"),
                Column("activity_end", hidden=True),
                Column("responsible"),
                Column("participants", hidden=True),
                Column("deal"),
                Column("lead", hidden=True),
                Column("counterparty", hidden=True),
                Column("contract", hidden=True),
                Column("result", hidden=True),
                Column("status"),
                Column("number", hidden=True),
            ),
            sort="-activity_date",
        ),
        board=Board(
            title="display_name",
            subtitle=("deal", "lead", "counterparty", "contract"),
            fields=("responsible", "activity_date"),
        ),
        defaults={"responsible": lambda actor: actor.id, "activity_date": _next_hour},
        forms={"properties": "activity", "status": "activity-change-status"},
        hint="status",
        search=("topic", "number", "text", "result"),
    )
)
