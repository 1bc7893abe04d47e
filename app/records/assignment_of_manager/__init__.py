"""Assigning a responsible: the action of those whose role in the lifecycle file may do it."""
