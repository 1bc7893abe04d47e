"""The declaration of deals (domain §1.2, §6.2, §6.3)."""

from app.clock import clock
from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.assignment_of_manager import ASSIGN_MANAGER
from app.crm.deal.models import Deal
from app.crm.line_items import line_fields
from app.crm.opportunity import CREATE_COUNTERPARTY, OPPORTUNITY_FIELDS
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import Choice, ChoiceField, IntegerField, ReferenceField, TextField
from app.records.types import Board, Column, Journal, MenuPlace, RecordType, registry
from app.records.types.merging import merge_action

REFUSAL_REASONS = (
    Choice("no_contact", _("No contact at all")),
    Choice("not_interested", _("Not interested (refused communication)")),
    Choice("expensive", _("Too expensive")),
    Choice("competitor_choice", _("Chose competitor")),
    Choice("substitute_choice", _("Chose product substitute")),
    Choice("service_unavailable", _("Unable to provide service")),
    Choice("not_target", _("Not a target client")),
    Choice("incorrect_data", _("Incorrect data")),
    Choice("duplicate", _("Duplicate")),
)


def _display(deal: Deal) -> str:
    return gettext("Deal No. %(number)s: %(name)s", number=deal.number, name=deal.name)


deal = registry.register(
    RecordType(
        name="deal",
        plural="deals",
        model=Deal,
        label=_("Deal"),
        label_plural=_("Deals"),
        new_label=_("Create a deal"),
        display=_display,
        display_columns=("number", "name"),
        searchable=True,
        responsible="manager",
        received="date_received",
        contacts="contacts",
        amount="amount",
        numbered=True,
        merged="merged_into",
        alike=(("contacts.phone",), ("contacts.email",), ("site_email",), ("name",)),
        optional_names=("number",),
        icon="briefcase",
        menu=MenuPlace("sections", 20, shortcut="g d", bottom_bar=2),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            *OPPORTUNITY_FIELDS,
            TextField("company", _("Company"), max_length=255),
            ReferenceField("contract", _("Contract"), target="contract"),
            ChoiceField("refusal_reason", _("Refusal reason"), choices=REFUSAL_REASONS),
            ReferenceField("created_from_lead", _("Created from lead"), target="lead", read_only=True),
            ReferenceField("merged_into", _("Merged into"), target="deal", read_only=True),
            *line_fields(),
        ),
        journal=Journal(
            columns=(
                Column("number", link=True),
                Column("name"),
                Column("status"),
                Column("stage"),
                Column("date_received"),
                Column("amount"),
                Column("manager"),
                Column("viewers"),
                Column("description"),
                Column("counterparty"),
                Column("contacts.full_name"),
                Column("contacts.email"),
                Column("contacts.phone"),
                Column("emessage"),
                Column("request_source"),
                Column("request_category"),
                Column("created_from_lead", hidden=True),
                Column("contract", hidden=True),
                Column("company", hidden=True),
                Column("total_amount_with_vat", hidden=True),
                Column("refusal_reason", hidden=True),
                Column("merged_into", hidden=True),
            ),
            sort="-date_received",
        ),
        board=Board(
            title="name",
            subtitle=("counterparty", "company"),
            fields=("manager", "amount", "date_received", "request_category"),
        ),
        actions=(CREATE_COUNTERPARTY, ASSIGN_MANAGER, merge_action(_("Merge with the main deal")), CREATE_ASSIGNMENT),
        defaults={"manager": lambda actor: actor.id, "date_received": lambda _actor: clock.now()},
        forms={
            "properties": "deal",
            "lines": "deal-lines",
            "contacts": "deal-contacts",
            "marketing": "deal-marketing",
            "status": "deal-change-status",
        },
        search=("number", "name", "company", "site_email", "contacts", "lines"),
    )
)
