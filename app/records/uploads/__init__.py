"""Handing files over for a record and getting them back: the same for pages and programs."""
