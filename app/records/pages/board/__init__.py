"""Boards: records as cards in the columns of their statuses."""
