"""Asking for another status of one record or of many: what may be asked, with which fields."""
