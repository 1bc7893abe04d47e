"""What decision tables cost (``python -m benchmarks.decision_tables``): ratios measured in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape

from app.feel.dmn.evaluate import Model, load_model
from benchmarks.feel import Row, best_of, row

TABLE_BAR = 100.0
RULES = 1_000


def rows() -> list[Row]:
    """All measurements."""
    return [
        table_row("equality", lambda number: (f'"key {number}"', "-"), lambda number: {"key": f"key {number}"}),
        table_row(
            "ranges",
            lambda number: ("-", f"[{number * 10}..{number * 10 + 10})"),
            lambda number: {"amount": number * 10 + 5},
        ),
        table_row(
            "equality and ranges",
            lambda number: (f'"key {number % 20}"', f"[{number // 20 * 10}..{number // 20 * 10 + 10})"),
            lambda number: {"key": f"key {number % 20}", "amount": number // 20 * 10 + 5},
        ),
    ]


def table_row(name: str, cells: Callable[[int], tuple[str, str]], inputs: Callable[[int], dict[str, object]]) -> Row:
    """A table of 1,000 rules with unique hits, against the table of one of its rules."""
    scopes = [{"key": "", "amount": 0, **inputs(number)} for number in range(0, RULES, 7)]
    whole = table_model([cells(number) for number in range(RULES)])
    single = table_model([cells(0)])
    first = scopes[0]
    assert whole.evaluate("D", first).value == single.evaluate("D", first).value == 0

    def one() -> None:
        for _ in scopes:
            single.evaluate("D", first)

    def all_of_them() -> None:
        for scope in scopes:
            whole.evaluate("D", scope)

    count = len(scopes)
    label = f"DMN: a table of {RULES} rules, {name}"
    whole_seconds, single_seconds = best_of(all_of_them, one)
    return row(label, whole_seconds / count, single_seconds / count, 1e6, "µs", TABLE_BAR)


def table_model(rules: list[tuple[str, str]]) -> Model:
    """A model with one table over ``key`` and ``amount``, the outputs numbered."""
    body = "".join(
        f'<rule id="r{number}"><inputEntry><text>{escape(key)}</text></inputEntry>'
        f"<inputEntry><text>{escape(amount)}</text></inputEntry>"
        f"<outputEntry><text>{number}</text></outputEntry></rule>"
        for number, (key, amount) in enumerate(rules)
    )
    return load_model(
        '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="bench" name="bench">'
        '<decision id="D" name="D"><decisionTable hitPolicy="UNIQUE">'
        '<input><inputExpression typeRef="string"><text>key</text></inputExpression></input>'
        '<input><inputExpression typeRef="number"><text>amount</text></inputExpression></input>'
        f"<output/>{body}</decisionTable></decision></definitions>"
    )


def main() -> None:
    """Print the measurements."""
    for each in rows():
        mark = "ok" if each["ok"] else "TOO SLOW"
        sys.stdout.write(
            f"{each['name']:50} {each['value']:9.2f} {each['unit']}  one rule {each['floor']:9.2f} {each['unit']}"
            f"  {each['ratio']:6.2f}× (≤ {each['bar']:g}×) {mark}\n"
        )


if __name__ == "__main__":
    main()
