"""Merging of two records of a type: one takes over what the other has and what belongs to it, and it can be undone."""
