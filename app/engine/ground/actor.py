"""Who acts: what the engine needs to know of a person, and nothing more."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """A person, or the system itself when `id` is None.

    Attributes:
        id: the person's number.
        login: sign-in name.
        name: display name, as history shows it.
        groups: ids of the groups that the person belongs to.
    """

    id: int | None
    login: str
    name: str
    groups: frozenset[str] = field(default_factory=frozenset)


SYSTEM = Actor(None, "system", "Система")
