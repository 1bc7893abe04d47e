"""Checks that analysts write: FEEL over several fields of a record or of a form, with words for who breaks it."""
