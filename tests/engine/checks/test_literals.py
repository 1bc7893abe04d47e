"""What an expression says whatever the process does."""

import pytest

from app.engine.checks.literals import compared_texts
from app.engine.ground.expressions import Expression


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('deal.status = "new"', ["new"]),
        ('deal.status != "new"', ["new"]),
        ('"new" = deal.status', ["new"]),
        ('deal.status in ("new", "old")', ["new", "old"]),
        ('deal.status in ["new", "old"]', ["new", "old"]),
        ('not(deal.status in (="new"))', ["new"]),
        ('list contains(["new", "old"], deal.status)', ["new", "old"]),
        ('deal.status = if free then "new" else "old"', ["new", "old"]),
        ('count(deals[deal.status = "new"]) > 0', ["new"]),
        ("deal.status = last", []),
        ("deal.amount > 5", []),
    ],
)
def test_texts_are_found_wherever_a_name_is_compared_with_them(source, texts):
    assert list(compared_texts(Expression(source))) == [("deal.status", text) for text in texts]
