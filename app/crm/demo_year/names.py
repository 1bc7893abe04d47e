"""The names of the year: companies, people, what they ask for."""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.crm.requisites import inn_problem


@cache
def names() -> dict[str, Any]:
    """What `names.yaml` holds."""
    read: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True)
class Company:
    """A client, and whom to talk to there."""

    name: str
    city: str
    form: str
    inn: str
    address: str
    contact: dict[str, Any]

    @property
    def full_name(self) -> str:
        """With its legal form."""
        return f"{names()['forms'][self.form]} {names()['quoted'].format(name=self.name)}"


def companies(chance: random.Random) -> list[Company]:
    """All companies of the year, the same for the same source of chance."""
    return [_company(number, name, city, chance) for number, (name, city) in enumerate(names()["companies"], start=1)]


def _company(number: int, name: str, city: str, chance: random.Random) -> Company:
    street = chance.choice(names()["streets"])
    return Company(
        name,
        city,
        chance.choice(["ooo", "ooo", "ooo", "ao"]),
        _inn(f"77{number:02d}{chance.randint(10_000, 99_999)}"),
        names()["address"].format(city=city, street=street, house=chance.randint(1, 120)),
        _contact(number, chance),
    )


def _contact(number: int, chance: random.Random) -> dict[str, Any]:
    first, middle, last = chance.choice(names()["people"])
    return {
        "full_name": f"{first} {middle} {last}",
        "position": chance.choice(names()["positions"]),
        "phone": f"+7 9{chance.randint(10, 99)} {chance.randint(100, 999)}-{chance.randint(10, 99)}-{number:02d}",
        "email": f"office{number}@client.example",
        "main": True,
    }


def _inn(nine: str) -> str:
    return next(nine + last for last in "0123456789" if not inn_problem(nine + last))
