"""The widgets that every card has, one module each."""

from app.records.pages.card.widgets import actions, all_tasks, contacts, my_tasks, process, properties, stages, status

__all__ = ["actions", "all_tasks", "contacts", "my_tasks", "process", "properties", "stages", "status"]
