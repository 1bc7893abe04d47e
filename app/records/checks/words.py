"""What can be wrong with a check, in both languages, by code."""

from app.engine.deploying import Entry, error
from app.i18n import N_

#: Of every expression over a record.
TEXT_WORDS: dict[str, Entry] = {
    "text-unknown": error(N_("“%(what)s” compares “%(path)s” with “%(text)s”, which it can never be.")),
}

CHECK_WORDS: dict[str, Entry] = TEXT_WORDS | {
    "checks-shape": error(N_("“%(what)s”: %(expected)s is expected here.")),
    "check-key-missing": error(N_("“%(what)s”: the key “%(key)s” is missing.")),
    "check-key-unknown": error(N_("“%(what)s”: unknown key “%(key)s”.")),
    "check-id": error(
        N_("“%(id)s” cannot be the id of a check."),
        N_("An id begins with a Latin letter; letters, digits, hyphens and underscores follow."),
    ),
    "check-id-duplicate": error(N_("There are two checks with the id “%(id)s”.")),
    "check-language-missing": error(
        N_("Check “%(check)s”: the words in the language “%(language)s” are missing."),
        N_("The words are written in both languages: {ru: …, en: …}."),
    ),
    "check-malformed": error(N_("Check “%(check)s”: %(why)s")),
    "check-name": error(N_("Check “%(check)s”: %(why)s")),
    "check-not-boolean": error(
        N_("The check “%(check)s” does not answer yes or no."),
        N_("Write a comparison, such as `date_end >= date_start`."),
    ),
    "check-field-unknown": error(N_("Check “%(check)s”: there is no field “%(field)s”.")),
    "check-rows-unknown": error(N_("Check “%(check)s”: “%(rows)s” is no list of rows.")),
}
