"""Asking for another status: from the card, a row of the journal, many rows at once, and the board."""
