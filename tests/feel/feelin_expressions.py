"""Random FEEL expressions of a known type, over what the standard defines alike for every implementation.

Numbers stay small and few-digited, because feelin counts in floats. Left out is what feelin 8.2 does not do as the
standard says: ranges that end at 0 (taken for open) or run backwards (taken for their reverse), ``for`` to 0, and
``median`` of numbers with several digits (sorted as text).
"""

from __future__ import annotations

from hypothesis import strategies as st

SCOPE: dict[str, object] = {
    "n": 7,
    "half": 0.5,
    "text": "Foo bar",
    "yes": True,
    "nothing": None,
    "numbers": [3, 1, 2],
    "people": [{"name": "Ann", "age": 30}, {"name": "Bob", "age": 17}],
    "deal": {"amount": 120, "manager": {"name": "Eve"}},
}

WORDS = st.sampled_from(
    ['""', '"a"', '"Foo"', '"foo bar"', '"a,b"', '"ёж"', "text", "people[1].name", "deal.manager.name"]
)
INTEGERS = st.integers(-9, 20).map(str)
RANGES = st.tuples(st.integers(-9, 9), st.integers(0, 9)).filter(lambda pair: sum(pair) != 0)
BOUNDS = RANGES.map(lambda pair: f"{pair[0]}..{pair[0] + pair[1]}")
DATES = st.sampled_from(["2024-02-29", "2023-12-31", "2024-01-01", "2000-06-15"])
DAYS = st.sampled_from(["P1D", "-P3D", "PT36H", "P0D", "P10DT2H30M"])
MONTHS = st.sampled_from(["P1M", "P1Y", "-P2M", "P1Y6M", "P0M"])


def draw_from(template: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A template with its parts filled in."""
    return st.fixed_dictionaries(parts).map(lambda chosen: template.format(**chosen))


def choose(*options: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(*options)


def number_leaves() -> st.SearchStrategy[str]:
    return choose(INTEGERS, st.sampled_from(["n", "half", "2.5", "deal.amount", "people[2].age", "count(numbers)"]))


def boolean_leaves() -> st.SearchStrategy[str]:
    return st.sampled_from(["true", "false", "yes", "nothing = null", "n > 5"])


def list_leaves() -> st.SearchStrategy[str]:
    return choose(
        st.sampled_from(["numbers", "[]", "people.age"]),
        st.lists(INTEGERS, max_size=4).map(lambda items: "[" + ", ".join(items) + "]"),
    )


def numbers(depth: int) -> st.SearchStrategy[str]:
    if depth == 0:
        return number_leaves()
    inner, lists = st.deferred(lambda: numbers(depth - 1)), st.deferred(lambda: lists_of_numbers(depth - 1))
    return choose(
        number_leaves(),
        draw_from("({a} {sign} {b})", a=inner, b=inner, sign=st.sampled_from("+-*")),
        draw_from("({a} / {b})", a=inner, b=st.sampled_from(["2", "4", "-5", "n"])),
        draw_from("-({a})", a=inner),
        draw_from("({a}) ** {b}", a=inner, b=st.sampled_from(["2", "3"])),
        draw_from("{f}({a})", f=st.sampled_from(["abs", "floor", "ceiling"]), a=inner),
        draw_from("modulo({a}, {b})", a=inner, b=st.sampled_from(["3", "-4", "5"])),
        draw_from("decimal({a}, 1)", a=INTEGERS),
        draw_from("if {c} then {a} else {b}", c=booleans(depth - 1), a=inner, b=inner).map(lambda text: f"({text})"),
        draw_from("count({x})", x=lists),
        draw_from("{f}(append({x}, 1))", f=st.sampled_from(["sum", "min", "max", "mean", "product"]), x=lists),
        draw_from("append({x}, 5)[{i}]", x=lists, i=st.sampled_from(["1", "-1"])),
        draw_from("string length({s})", s=strings(depth - 1)),
        draw_from("number(string({a}))", a=INTEGERS),
        draw_from('date("{d}").{p}', d=DATES, p=st.sampled_from(["year", "month", "day", "weekday"])),
        draw_from('duration("{d}").{p}', d=DAYS, p=st.sampled_from(["days", "hours", "minutes"])),
        draw_from("{{a: {a}, b: a + {b}}}.b", a=inner, b=inner),
        draw_from("(function(x, y) x - y)({a}, {b})", a=inner, b=inner),
    )


def booleans(depth: int) -> st.SearchStrategy[str]:
    if depth == 0:
        return boolean_leaves()
    inner, number = st.deferred(lambda: booleans(depth - 1)), st.deferred(lambda: numbers(depth - 1))
    lists, text = st.deferred(lambda: lists_of_numbers(depth - 1)), st.deferred(lambda: strings(depth - 1))
    compare = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    return choose(
        boolean_leaves(),
        draw_from("({a} {o} {b})", a=number, b=number, o=compare),
        draw_from("({a} {o} {b})", a=text, b=text, o=st.sampled_from(["=", "!="])),
        draw_from("({a} {o} {b})", a=inner, b=inner, o=st.sampled_from(["and", "or"])),
        draw_from("not({a})", a=inner),
        RANGES.flatmap(lambda pair: draw_from(f"({{a}} between {pair[0]} and {pair[0] + pair[1]})", a=number)),
        draw_from("({a} in {o}{r}{c})", a=number, o=st.sampled_from("[("), r=BOUNDS, c=st.sampled_from("])")),
        draw_from("({a} in ({b}, > {c}))", a=number, b=INTEGERS, c=INTEGERS),
        draw_from("({a} = null)", a=number),
        draw_from("(some i in {x} satisfies i {o} {b})", x=lists, o=compare, b=number),
        draw_from("(every i in {x} satisfies i {o} {b})", x=lists, o=compare, b=number),
        draw_from("list contains({x}, {a})", x=lists, a=number),
        draw_from("{f}({a}, {b})", f=st.sampled_from(["contains", "starts with", "ends with"]), a=text, b=WORDS),
        draw_from("{f}([{a}, {b}])", f=st.sampled_from(["all", "any"]), a=inner, b=inner),
        draw_from("({a} instance of {t})", a=number, t=st.sampled_from(["number", "string", "boolean"])),
        draw_from("{f}({a})", f=st.sampled_from(["even", "odd"]), a=INTEGERS),
        draw_from('(date("{a}") {o} date("{b}"))', a=DATES, b=DATES, o=compare),
        draw_from("matches({a}, {p})", a=text, p=st.sampled_from(['"^[a-z]+$"', '"o+"', '"b.r"'])),
    )


def strings(depth: int) -> st.SearchStrategy[str]:
    if depth == 0:
        return WORDS
    inner, number = st.deferred(lambda: strings(depth - 1)), st.deferred(lambda: numbers(depth - 1))
    return choose(
        WORDS,
        draw_from("({a} + {b})", a=inner, b=inner),
        draw_from("{f}({a})", f=st.sampled_from(["upper case", "lower case"]), a=inner),
        draw_from("substring({a}, {b})", a=st.sampled_from(["text", '"abcdef"']), b=st.sampled_from(["1", "2", "-2"])),
        draw_from("substring({a}, {b}, 2)", a=st.sampled_from(["text", '"abcdef"']), b=st.sampled_from(["1", "-3"])),
        draw_from("substring before({a}, {b})", a=inner, b=st.sampled_from(['"o"', '" "', '"zz"'])),
        draw_from("substring after({a}, {b})", a=inner, b=st.sampled_from(['"o"', '" "', '"zz"'])),
        draw_from('replace({a}, "o", "0")', a=inner),
        draw_from("(if {c} then {a} else {b})", c=booleans(depth - 1), a=inner, b=inner),
        draw_from("string({a})", a=INTEGERS),
        draw_from("string({a} > 1)", a=number),
        draw_from("string join([{a}, {b}], {s})", a=inner, b=inner, s=st.sampled_from(['","', '" - "'])),
        draw_from('string(date("{d}") + duration("{p}"))', d=DATES, p=MONTHS),
        draw_from('string(date("{d}") - duration("{p}"))', d=DATES, p=MONTHS),
        draw_from('string(date("{d}"))', d=DATES),
        draw_from('string(duration("{p}"))', p=choose(DAYS, MONTHS)),
    )


def lists_of_numbers(depth: int) -> st.SearchStrategy[str]:
    if depth == 0:
        return list_leaves()
    inner, number = st.deferred(lambda: lists_of_numbers(depth - 1)), st.deferred(lambda: numbers(depth - 1))
    return choose(
        list_leaves(),
        draw_from("[{a}, {b}]", a=number, b=number),
        draw_from("(for i in {x} return i + {a})", x=inner, a=number),
        draw_from("(for i in {x}, j in [1, 2] return i * j)", x=inner),
        draw_from("(for i in {r} return i * 2)", r=BOUNDS),
        draw_from("{x}[item > {a}]", x=inner, a=INTEGERS),
        draw_from("people[age > {a}].age", a=INTEGERS),
        draw_from("{f}({x})", f=st.sampled_from(["reverse", "distinct values", "flatten"]), x=inner),
        draw_from("{f}({x}, {y})", f=st.sampled_from(["concatenate", "union"]), x=inner, y=inner),
        draw_from("append({x}, {a})", x=inner, a=number),
        draw_from("sort({x}, function(a, b) a {o} b)", x=inner, o=st.sampled_from("<>")),
        draw_from("insert before(append({x}, 1), 1, {a})", x=inner, a=number),
        draw_from("remove(append({x}, 1), 1)", x=inner),
        draw_from("sublist(append({x}, 1), 1, 1)", x=inner),
        draw_from("index of({x}, {a})", x=inner, a=INTEGERS),
    )


TESTS = choose(
    INTEGERS,
    draw_from("{o} {a}", o=st.sampled_from(["<", "<=", ">", ">="]), a=numbers(1)),
    draw_from("{o}{r}{c}", o=st.sampled_from("[(]"), r=BOUNDS, c=st.sampled_from("])[")),
    draw_from("? {o} {a}", o=st.sampled_from(["<", "!=", ">="]), a=numbers(1)),
    numbers(1),
    st.sampled_from(["null", '"a"', "numbers", "even(?)"]),
)
CELLS = choose(
    st.just("-"),
    st.lists(TESTS, min_size=1, max_size=3).map(", ".join),
    st.lists(choose(INTEGERS, st.sampled_from(['"a"', "n"])), min_size=1, max_size=2).map(
        lambda tests: f"not({', '.join(tests)})"
    ),
)
EXPRESSIONS = choose(numbers(3), booleans(3), strings(3), lists_of_numbers(3))
