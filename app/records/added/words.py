"""What can be wrong with a file of added fields, in both languages, by code."""

from app.engine.deploying import Entry, administration, confirmation, error
from app.i18n import N_
from app.records.checks.words import TEXT_WORDS
from app.records.lifecycle.words import YAML_WORDS

_SHARED = YAML_WORDS | TEXT_WORDS

ADDED_WORDS: dict[str, Entry] = _SHARED | {
    "record-type-unknown": error(N_("There is no record type “%(record_type)s”.")),
    "field-name": error(
        N_("“%(name)s” cannot be the name of a field."),
        N_("A lower-case Latin letter, then lower-case letters, digits and single underscores; 64 at most."),
    ),
    "field-declared": error(N_("Records of this type already have a field “%(name)s”.")),
    "field-type-unknown": error(N_("Field “%(name)s”: there is no type “%(type)s”."), N_("The types are: %(known)s.")),
    "field-language-missing": error(
        N_("Field “%(name)s”: the words in the language “%(language)s” are missing (%(what)s).")
    ),
    "field-choices": error(
        N_("Field “%(name)s”: there is nothing to choose from."), N_("Add choices: a list of id and label.")
    ),
    "field-key-unfit": error(N_("Field “%(name)s”: the type “%(type)s” has no “%(key)s”.")),
    "field-number": error(N_("Field “%(name)s”: “%(key)s” is a whole number from %(least)s to %(most)s.")),
    "field-target": error(N_("Field “%(name)s”: there is no record type “%(target)s”.")),
    "field-formula": error(N_("Field “%(name)s”, formula: %(why)s")),
    "field-accept": error(
        N_("Field “%(name)s”: “%(given)s” is no media type."),
        N_("Write it as application/pdf or image/*."),
    ),
    "field-formula-unfit": error(N_("Field “%(name)s”: a value of type “%(type)s” is not computed.")),
    "field-formula-circle": error(N_("The formulas need each other in a circle: %(names)s.")),
    "field-removed": confirmation(
        N_(
            "The field “%(name)s” is removed; records that hold a value: %(count)s. The values are kept, but not shown."
        ),
        N_("Add the field again with the same name and type, and the values are back."),
    ),
    "choice-removed": confirmation(
        N_(
            "The field “%(name)s” does not offer any more what records hold: %(choices)s. They show it as it is"
            " written."
        ),
        N_("Keep the choices that are in use, or change the records first."),
    ),
    "field-writable": administration(
        N_("The field “%(name)s” was read-only; whoever changes records may fill it now."),
        N_("An administrator confirms it, or publishes the file."),
    ),
    "field-type-changed": confirmation(
        N_(
            "The field “%(name)s” was “%(before)s” and is “%(type)s” now; records that hold a value: %(count)s. These"
            " values are deleted; the history of the records keeps them."
        ),
        N_("To keep the values, keep the type, or add a field with another name."),
    ),
}
