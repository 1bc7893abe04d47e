"""What can be wrong with a lifecycle file, by code."""

from app.engine.deploying import Entry, administration, error, warning
from app.i18n import N_, Plural
from app.records.checks.words import CHECK_WORDS

#: What can be wrong with any file in YAML.
YAML_WORDS: dict[str, Entry] = {
    "yaml-unreadable": error(
        N_("The file cannot be read as YAML: %(why)s"), N_("Check the indentation and the quotes near this line.")
    ),
    "yaml-too-large": error(N_("The file is too large.")),
    "yaml-too-deep": error(N_("Too many nested levels.")),
    "map-expected": error(N_("“%(what)s”: pairs “name: value” are expected here.")),
    "list-expected": error(N_("“%(what)s”: a list is expected here.")),
    "text-expected": error(N_("“%(what)s”: a text is expected here.")),
    "flag-expected": error(N_("“%(what)s”: true or false is expected here.")),
    "key-unknown": error(N_("“%(what)s”: unknown key “%(key)s”.")),
    "key-duplicate": error(N_("“%(what)s”: the key “%(key)s” occurs twice.")),
    "key-missing": error(N_("“%(what)s”: the key “%(key)s” is missing.")),
    "id-malformed": error(
        N_("“%(id)s” cannot be an id."),
        N_("An id begins with a Latin letter; letters, digits, hyphens and underscores follow."),
    ),
    "id-duplicate": error(N_("The id “%(id)s” occurs twice.")),
    "value-unknown": error(N_("“%(what)s”: unknown value “%(value)s”.")),
}

_BY_ADMINISTRATOR = N_("An administrator confirms it, or publishes the file.")

WIDENING_WORDS: dict[str, Entry] = {
    "role-rebound": administration(N_("The role “%(role)s” is given to other people."), _BY_ADMINISTRATOR),
    "right-write-widened": administration(N_("“%(role)s” may change records now: %(statuses)s."), _BY_ADMINISTRATOR),
    "right-read-widened": administration(N_("“%(role)s” may read records now: %(statuses)s."), _BY_ADMINISTRATOR),
    "right-create-widened": administration(N_("“%(role)s” may create records now."), _BY_ADMINISTRATOR),
    "right-action-widened": administration(
        N_("“%(role)s” may use the action “%(action)s” now, or in more statuses."), _BY_ADMINISTRATOR
    ),
    "replaced-widened": administration(
        N_("Records move from “%(status)s” to “%(other)s”, where these may do more with them: %(roles)s."),
        _BY_ADMINISTRATOR,
    ),
    "first-rights": administration(
        N_("Records of this type have had no rights at all so far; the file gives the first ones."), _BY_ADMINISTRATOR
    ),
    "action-unlisted": administration(
        N_("Whoever changes records may use the action “%(action)s” now."), _BY_ADMINISTRATOR
    ),
    "processes-create-widened": administration(
        N_("Processes about no record may add records now: %(processes)s."), _BY_ADMINISTRATOR
    ),
    "processes-update-widened": administration(
        N_("Processes may change any record of this type now: %(processes)s."), _BY_ADMINISTRATOR
    ),
    "processes-fields-widened": administration(
        N_("Processes fill these read-only fields now: %(fields)s."), _BY_ADMINISTRATOR
    ),
}

LIFECYCLE_WORDS: dict[str, Entry] = {
    **WIDENING_WORDS,
    **YAML_WORDS,
    **CHECK_WORDS,
    "color-malformed": error(
        N_("The colour “%(color)s” is malformed."), N_('A colour is written like this: "#38bdf8" (in quotes).')
    ),
    "stage-unknown": error(N_("Status “%(status)s”: there is no stage “%(stage)s”.")),
    "stage-unused": warning(N_("No status belongs to the stage “%(stage)s”.")),
    "initial-missing": error(
        N_("No status is the initial one."), N_("Add `initial: true` to the status of a new record.")
    ),
    "initial-twice": error(N_("There are several initial statuses: “%(first)s” and “%(second)s”.")),
    "role-unbound": error(
        N_("The role “%(role)s” is bound to nothing."),
        N_("Add `group`, `attribute`, `creator: true`, `through` or `everyone: true`."),
    ),
    "through-half": error(
        N_("Role “%(role)s”: `through` goes with either `role` or `right`, and they go with nothing else."),
        N_("Write it so: `through: [parent]` and `role: owner`, or `through: [parent]` and `right: read`."),
    ),
    "through-unknown": error(N_("Role “%(role)s”: the record has no reference “%(reference)s” to one other record.")),
    "through-role-unknown": error(
        N_("Role “%(role)s”: the lifecycle file of “%(record_type)s” has no role “%(other)s”.")
    ),
    "through-circle": error(
        N_("The roles of “%(record_type)s” follow from other records whose roles follow from it."),
        N_("Bind one of the roles on the way to a group or a field."),
    ),
    "create-linked": error(
        N_("“create”: nobody has the role “%(role)s” before the record is there."),
        N_("Name a role that is bound to a group, or has a `fallback_group`."),
    ),
    "role-followed": error(
        N_("The role “%(role)s” is missing, and the role “%(other)s” of “%(record_type)s” follows from it."),
        N_("Keep the role, or publish both files together."),
    ),
    "role-bound-twice": error(
        N_("The role “%(role)s” is bound to both “%(first)s” and “%(second)s”."),
        N_("Keep one binding, or add a second role."),
    ),
    "fallback-without-person": error(
        N_("Role “%(role)s”: only a role that is bound to a field of one person has a `fallback_group`.")
    ),
    "many-without-attribute": error(N_("Role “%(role)s”: `many` goes only with `attribute`.")),
    "role-unknown": error(N_("“%(what)s”: there is no role “%(role)s”.")),
    "action-unknown": error(N_("“actions”: records have no action “%(action)s”.")),
    "process-field-unknown": error(N_("“processes”: records have no read-only field “%(field)s”.")),
    "widget-unknown": error(N_("“card”: cards have no widget “%(widget)s”.")),
    "role-unused": warning(N_("The role “%(role)s” occurs in no permission and no action.")),
    "formula-text-unknown": error(
        N_("The program computes “%(place)s” and compares “%(path)s” with “%(text)s”, which it can never be.")
    ),
    "status-unknown": error(N_("Role “%(role)s”: there is no status “%(status)s”.")),
    "nobody-reads": error(N_("Nobody may read the records.")),
    "record-type-unknown": error(N_("There is no record type “%(record_type)s”.")),
    "attribute-unknown": error(N_("Role “%(role)s”: the record has no field “%(attribute)s”.")),
    "attribute-not-person": error(N_("Role “%(role)s”: the field “%(attribute)s” does not hold people.")),
    "attribute-many": error(
        N_("Role “%(role)s”: the field “%(attribute)s” holds a list of people."), N_("Add `many: true`.")
    ),
    "attribute-single": error(N_("Role “%(role)s”: the field “%(attribute)s” holds one person."), N_("Remove `many`.")),
    "status-in-use": error(
        Plural(
            "The status “%(status)s” is missing, and %(count)s record is in it.",
            "The status “%(status)s” is missing, and %(count)s records are in it.",
            count="count",
        ),
        N_(
            "Keep the status, with `offered: false` if nobody is to choose it, or name the one that takes its place:"
            " `replaces: [%(status)s]`."
        ),
    ),
    "replaced-present": error(
        N_("The status “%(status)s” is in the file, and “%(other)s” replaces it."),
        N_("Remove one of the two: either the status or `replaces`."),
    ),
    "group-unknown": warning(N_("Role “%(role)s”: there is no group “%(group)s”.")),
    "statuses-needed": error(N_("Records of this type have a status, but the file has no statuses.")),
}
