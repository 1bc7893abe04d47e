"""Searching all records at once, and the pickers of forms."""
