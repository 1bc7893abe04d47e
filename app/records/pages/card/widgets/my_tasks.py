"""The questions that wait for the actor, with their forms and answers."""

from app.i18n import lazy_gettext as _
from app.records.pages.card.page import Card
from app.records.tasks.answering import TaskForm, task_form
from app.records.tasks.reading import TaskView
from app.records.types.card import TOP, Widget, register_widget


def _mine(card: Card) -> list[TaskView]:
    return [task for task in card.tasks if task.concerns_actor]


def _context(card: Card) -> dict[str, list[TaskForm]]:
    return {"forms": [task_form(task, card.actor, card) for task in _mine(card)]}


widget = register_widget(
    Widget(
        "my-tasks",
        _("My tasks"),
        TOP,
        20,
        "records/card/widgets/my-tasks.html",
        _context,
        applies=lambda card: card.has_status,
        count=lambda card: len(_mine(card)),
    )
)
