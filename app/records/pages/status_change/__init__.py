"""Asking for another status: the dialog, and many records at once."""
