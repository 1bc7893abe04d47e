"""What is checked of every record type when the application starts, one small file for each part of the declaration."""

from app.records.declarations import actions, fields, formulas, journal, menu, names, traits
from app.records.types import declaration_check

CHECKS = (
    names.check_names,
    fields.check_fields,
    formulas.check_formulas,
    traits.check_traits,
    journal.check_journal,
    journal.check_board,
    actions.check_actions,
    actions.check_forms,
    menu.check_menu,
)

for check in CHECKS:
    declaration_check(check)
