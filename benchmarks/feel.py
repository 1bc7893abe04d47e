"""What FEEL costs, as ratios to the same in plain Python in the same run (``python -m benchmarks.feel``)."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TypedDict

from app.feel import compile_expression, parse_expression

EVALUATION_BAR = 10.0
PARSING_BAR = 5.0
CONDITION = 'deal.amount > 1000000 and deal.counterparty = null and status in ("new","pause")'
PYTHON_CONDITION = 'deal["amount"] > million and deal["counterparty"] is None and status in ("new", "pause")'
TEMPLATES = (
    (
        'deal.amount > {0} and deal.counterparty = null and status in ("new","pause")',
        'deal.amount > {0} and deal.counterparty == None and status in ("new","pause")',
    ),
    ('lead.status = "new" and not(lead.manager = null)', 'lead.status == "new" and not(lead.manager == None)'),
    (
        "order.total - order.paid <= {0} or order.closed = true",
        "order.total - order.paid <= {0} or order.closed == True",
    ),
    ("payment.sum * (1 + rate / 100) > {0}", "payment.sum * (1 + rate / 100) > {0}"),
    ('count(deal.products) > 0 and deal.stage != "lost"', 'len(deal.products) > 0 and deal.stage != "lost"'),
)


class Row(TypedDict):
    """One measurement.

    ``value`` in ``unit``; ``floor`` is what plain Python takes for the same; ``ratio`` of the two must stay within
    ``bar``.
    """

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    bar: float
    ok: bool


def best_of(*runs: Callable[[], object], repeats: int = 15) -> list[float]:
    """Seconds of the fastest of several rounds of each; the rounds alternate, so that a busy computer hits all."""
    best = [float("inf")] * len(runs)
    for _ in range(repeats):
        for index, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[index] = min(best[index], time.perf_counter() - start)
    return best


def row(name: str, seconds: float, floor: float, scale: float, unit: str, bar: float) -> Row:
    """A row of times, scaled to ``unit``."""
    ratio = seconds / floor
    return Row(
        name=name,
        value=round(seconds * scale, 3),
        unit=unit,
        floor=round(floor * scale, 3),
        ratio=round(ratio, 2),
        bar=bar,
        ok=ratio <= bar,
    )


def evaluation_row(count: int = 2_000) -> Row:
    """A typical condition evaluated, against the same condition as compiled Python with Decimal."""
    scope = {
        "deal": {"amount": Decimal(2_000_000), "counterparty": None},
        "status": "new",
        "million": Decimal(1_000_000),
    }
    evaluate = compile_expression(CONDITION).evaluate
    code = compile(PYTHON_CONDITION, "<condition>", "eval")
    assert evaluate(scope) is eval(code, {"__builtins__": {}}, scope) is True

    def ours() -> None:
        for _ in range(count):
            evaluate(scope)

    def python() -> None:
        empty: dict[str, object] = {"__builtins__": {}}
        for _ in range(count):
            eval(code, empty, scope)

    seconds, floor = best_of(ours, python, repeats=60)
    return row("FEEL: evaluate a condition", seconds / count, floor / count, 1e6, "µs", EVALUATION_BAR)


def conditions(count: int) -> list[tuple[str, str]]:
    """Different conditions in FEEL and in Python."""
    chosen = [TEMPLATES[number % len(TEMPLATES)] for number in range(count)]
    return [(ours.format(number), python.format(number)) for number, (ours, python) in enumerate(chosen)]


def parsing_rows(count: int = 1_000) -> list[Row]:
    """Parsing, and parsing with compiling, of typical conditions, against Python's parser and compiler (in C)."""
    pairs = conditions(count)

    def parse() -> None:
        for source, _python in pairs:
            parse_expression(source)

    def build() -> None:
        for source, _python in pairs:
            compile_expression(source)

    def python_parse() -> None:
        for _source, python in pairs:
            ast.parse(python, mode="eval")

    def python_build() -> None:
        for _source, python in pairs:
            compile(ast.parse(python, mode="eval"), "<condition>", "eval")

    parsed, python_parsed, built, python_built = best_of(parse, python_parse, build, python_build)
    return [
        row(f"FEEL: parse {count} conditions", parsed, python_parsed, 1e3, "ms", PARSING_BAR),
        row(f"FEEL: parse and compile {count} conditions", built, python_built, 1e3, "ms", PARSING_BAR),
    ]


def rows() -> list[Row]:
    """All measurements."""
    return [evaluation_row(), *parsing_rows()]


def main() -> None:
    """Print the measurements."""
    for each in rows():
        mark = "ok" if each["ok"] else "TOO SLOW"
        print(
            f"{each['name']:45} {each['value']:9.2f} {each['unit']}  Python {each['floor']:9.2f} {each['unit']}"
            f"  {each['ratio']:6.2f}× (≤ {each['bar']:g}×) {mark}"
        )


if __name__ == "__main__":
    main()
