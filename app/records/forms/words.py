"""What can be wrong with a form file, by code."""

from app.engine.deploying import Entry, error, warning
from app.i18n import N_, Plural
from app.records.checks.words import CHECK_WORDS

FORM_WORDS: dict[str, Entry] = CHECK_WORDS | {
    "form-unreadable": error(N_("The file cannot be read as JSON: %(why)s")),
    "form-too-large": error(N_("The file is too large.")),
    "form-too-deep": error(N_("Too many nested levels.")),
    "form-shape": error(N_("%(where)s: %(expected)s is expected here."), N_("Save the form in the form-js editor.")),
    "form-id": error(
        N_("The form has no id, or it cannot be used: “%(id)s”."),
        N_("An id consists of Latin letters, digits, hyphens and underscores."),
    ),
    "form-schema-version": error(
        N_("Version %(version)s of the format is not supported."),
        N_("Version 16 or later is needed: save the form in a recent form-js editor."),
    ),
    "key-duplicate": error(N_("%(where)s: “%(key)s” occurs twice.")),
    "component-refused": error(N_("%(where)s: the component “%(type)s” is not supported. %(why)s")),
    "component-id-missing": error(N_("%(where)s: the component has no id.")),
    "component-id-duplicate": error(N_("%(where)s: the id “%(id)s” occurs twice in the form.")),
    "component-key-missing": error(N_("%(where)s: the component “%(type)s” has no key.")),
    "component-key-malformed": error(
        N_("%(where)s: the key “%(key)s” cannot be used."),
        N_("A key consists of Latin letters, digits and underscores."),
    ),
    "component-key-duplicate": error(N_("%(where)s: another field already has the key “%(key)s”.")),
    "list-in-list": error(N_("%(where)s: a list inside a list is not supported.")),
    "attribute-unknown": warning(N_("%(where)s: “%(attribute)s” has no effect.")),
    "attribute-refused": error(N_("%(where)s: “%(attribute)s” is not supported. %(why)s")),
    "validation-malformed": error(N_("%(where)s: “%(rule)s” is malformed: %(value)s.")),
    "feel-malformed": error(N_("%(where)s, “%(attribute)s”: %(why)s")),
    "feel-name": error(N_("%(where)s, “%(attribute)s”: %(why)s")),
    "options-missing": error(
        N_("%(where)s: there is nothing to choose from."),
        N_("Add values, or the property `entity` (a record type) or `choices` (a field with a list)."),
    ),
    "narrow-unknown": error(
        N_("%(where)s: “%(key)s” cannot narrow the choice: the form and what is picked must both have it.")
    ),
    "options-twice": error(N_("%(where)s: the value “%(value)s” occurs twice.")),
    "record-type-unknown": error(N_("There is no record type “%(record_type)s”.")),
    "entity-unknown": error(N_("%(where)s: there is no record type “%(entity)s”.")),
    "choices-unknown": error(N_("%(where)s: the record has no list field “%(choices)s”.")),
    "field-unfit": error(
        N_("%(where)s: the field “%(key)s” holds %(holds)s, which a component “%(type)s” cannot edit.")
    ),
    "field-read-only": error(
        N_("%(where)s: the field “%(key)s” is filled by the process."), N_("Mark the component as disabled.")
    ),
    "field-computed": error(N_("%(where)s: the field “%(key)s” is computed."), N_("Mark the component as disabled.")),
    "row-field-unknown": error(N_("%(where)s: the rows have no field “%(key)s”.")),
    "file-without-field": error(
        N_("%(where)s: files belong to records, and the record has no field “%(key)s”."),
        N_("Give the component the key of a field that holds files."),
    ),
    "file-multiple": error(
        Plural(
            "%(where)s: the field “%(key)s” takes %(most)s file.",
            "%(where)s: the field “%(key)s” takes up to %(most)s files.",
            count="most",
        ),
        N_("Switch “Upload multiple files” of the component on or off accordingly."),
    ),
    "field-too-long": warning(
        Plural(
            "%(where)s: the field “%(key)s” holds %(limit)s character.",
            "%(where)s: the field “%(key)s” holds %(limit)s characters.",
            count="limit",
        )
    ),
}

WHY_REFUSED: dict[str, str] = {
    "button": N_("Buttons come from the outcomes of the task."),
    "image": N_("Forms show no pictures."),
    "iframe": N_("Forms show no foreign pages."),
    "table": N_("Use a dynamic list."),
    "documentPreview": N_("Documents are viewed on the Documents tab."),
}
