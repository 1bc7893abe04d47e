"""The declaration of leads (domain §1.1, §6.2, §6.3)."""

from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.assignment_of_manager import ASSIGN_MANAGER
from app.crm.lead.models import Lead
from app.crm.opportunity import CREATE_COUNTERPARTY, OPPORTUNITY_FIELDS
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import Choice, ChoiceField, DateTimeField, IntegerField, ReferenceField, TextField
from app.records.types import Board, Column, Journal, MenuPlace, RecordType, registry
from app.records.types.merging import merge_action

REQUEST_TYPES = (
    Choice("partnership", _("Partnership")),
    Choice("education", _("Education")),
    Choice("deal", _("Deal")),
)

DISQUALIFICATION_REASONS = (
    Choice("no_contact", _("No contact at all")),
    Choice("not_interested", _("Not interested (refused communication)")),
    Choice("blacklist_suspicion", _("Blacklist suspicion")),
    Choice("not_target", _("Not a target client")),
    Choice("education_interest", _("Interested in education")),
    Choice("duplicate", _("Duplicate")),
    Choice("incorrect_data", _("Incorrect data")),
    Choice("partnership_interest", _("Interested in partnership")),
    Choice("service_unavailable", _("Unable to provide service")),
    Choice("competitor_choice", _("Chose competitor")),
    Choice("substitute_choice", _("Chose product substitute")),
    Choice("expensive", _("Too expensive")),
    Choice("spam", _("Spam")),
    Choice("webinar_participant", _("Webinar participant from company department")),
    Choice("existing_client", _("Existing client")),
)


def _display(lead: Lead) -> str:
    return gettext("Lead No. %(number)s: %(name)s", number=lead.number, name=lead.name)


lead = registry.register(
    RecordType(
        name="lead",
        plural="leads",
        model=Lead,
        label=_("Lead"),
        label_plural=_("Leads"),
        new_label=_("Create a lead"),
        display=_display,
        display_columns=("number", "name"),
        searchable=True,
        responsible="manager",
        received="date_received",
        contacts="contacts",
        amount="amount",
        numbered=True,
        optional_names=("number",),
        icon="user-search",
        menu=MenuPlace("sections", 10, shortcut="g l"),
        fields=(
            IntegerField("number", _("Number"), read_only=True),
            *OPPORTUNITY_FIELDS,
            ChoiceField("request_type", _("Request type"), choices=REQUEST_TYPES),
            TextField("counterparty_text", _("Company"), max_length=255),
            ChoiceField("disqualification_reason", _("Disqualification reason"), choices=DISQUALIFICATION_REASONS),
            ReferenceField("created_deal", _("Created deal"), target="deal", read_only=True),
            DateTimeField("start_processing_date", _("Processing started"), read_only=True),
            ReferenceField("merged_into", _("Merged into"), target="lead", read_only=True),
        ),
        journal=Journal(
            columns=(
                Column("number", link=True),
                Column("name"),
                Column("status"),
                Column("stage"),
                Column("request_type", hidden=True),
                Column("counterparty_text", hidden=True),
                Column("disqualification_reason", hidden=True),
                Column("amount", hidden=True),
                Column("description", hidden=True),
                Column("date_received"),
                Column("manager"),
                Column("viewers", hidden=True),
                Column("number_of_users"),
                Column("counterparty"),
                Column("contacts.full_name"),
                Column("contacts.email"),
                Column("contacts.phone"),
                Column("emessage"),
                Column("request_source"),
                Column("request_category"),
                Column("created_deal", hidden=True),
                Column("merged_into", hidden=True),
            ),
            sort="-date_received",
        ),
        board=Board(
            title="display_name",
            subtitle=("counterparty", "counterparty_text"),
            fields=("manager", "date_received", "request_category"),
        ),
        actions=(CREATE_COUNTERPARTY, ASSIGN_MANAGER, merge_action(_("Merge with the main lead")), CREATE_ASSIGNMENT),
        defaults={"manager": lambda actor: actor.id},
        forms={
            "properties": "lead",
            "contacts": "lead-contacts",
            "marketing": "lead-marketing",
            "status": "lead-change-status",
        },
        merged="merged_into",
        alike=(("name",), ("counterparty_text",)),
        duplicates=(("contacts.phone",), ("contacts.email",), ("site_email",)),
        search=("number", "name", "counterparty_text", "site_email", "contacts"),
    )
)
