"""The declaration of assignments (domain §1.10, §2.7, §6.2, §6.3)."""

from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.assignment.models import Assignment
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import (
    Choice,
    ChoiceField,
    DateTimeField,
    FileField,
    IntegerField,
    PersonField,
    ReferenceField,
    RichTextField,
    StatusField,
    TextField,
)
from app.records.types import Action, Board, Column, Journal, MenuPlace, RecordType, registry

PRIORITIES = (
    Choice("high", _("High")),
    Choice("middle", _("Middle")),
    Choice("low", _("Low")),
)


def _display(assignment: Assignment) -> str:
    return gettext("Assignment: %(title)s", title=assignment.title)


# The performer writes the rest of the record, but not the terms; only an administrator says who has asked.
CHANGE_TERMS = Action(
    id="change-terms",
    label=_("Change deadline and people"),
    endpoint="card.edit",
    fields=("due_date", "priority", "performer", "verifier"),
    places=("card",),
    icon="calendar",
)
CHANGE_INITIATOR = Action(
    id="change-initiator",
    label=_("Change the initiator"),
    endpoint="card.edit",
    fields=("initiator",),
    places=("card",),
    icon="user-circle",
)

assignment = registry.register(
    RecordType(
        name="assignment",
        plural="assignments",
        model=Assignment,
        label=_("Assignment"),
        label_plural=_("Assignments"),
        new_label=_("Create an assignment"),
        display=_display,
        display_columns=("title",),
        searchable=True,
        responsible="performer",
        numbered=True,
        icon="checklist",
        menu=MenuPlace("sections", 80, label=_("Assignment board"), shortcut="g s", board=True),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            TextField("title", _("Title"), max_length=255),
            StatusField("status", _("Status")),
            ChoiceField("priority", _("Priority"), choices=PRIORITIES),
            DateTimeField("due_date", _("Deadline")),
            PersonField("initiator", _("Initiator")),
            PersonField("performer", _("Performer")),
            PersonField("verifier", _("Verifier")),
            RichTextField("description", _("Description"), max_length=100_000),
            FileField("documents", _("Documents"), many=True),
            ReferenceField("parent", _("Part of the assignment"), target="assignment"),
            ReferenceField("lead", _("Lead"), target="lead"),
            ReferenceField("deal", _("Deal"), target="deal"),
            ReferenceField("order", _("Order"), target="order"),
            ReferenceField("payment", _("Payment"), target="payment"),
            ReferenceField("contract", _("Contract"), target="contract"),
            ReferenceField("counterparty", _("Counterparty"), target="counterparty"),
        ),
        journal=Journal(
            columns=(
                Column("title", link=True),
                Column("priority"),
                Column("due_date"),
                Column("status"),
                Column("initiator"),
                Column("performer"),
                Column("verifier", hidden=True),
                Column("deal", hidden=True),
                Column("number", hidden=True),
            ),
            sort="due_date",
        ),
        board=Board(title="title", fields=("priority", "due_date", "initiator", "performer")),
        defaults={"initiator": lambda actor: actor.id, "priority": lambda _actor: "middle"},
        actions=(CHANGE_TERMS, CHANGE_INITIATOR, CREATE_ASSIGNMENT),
        forms={"properties": "assignment", "status": "assignment-change-status"},
        hint="status",
        search=("title", "number", "description"),
    )
)
