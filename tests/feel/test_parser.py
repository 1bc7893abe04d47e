"""Parsing: precedence, names, and what is said about mistakes."""

from __future__ import annotations

import pytest

from app.feel import FeelSyntaxError, nodes, parse_expression, parse_unary_tests, unparse
from tests.words import catalogue


@pytest.mark.parametrize(
    ("source", "grouped"),
    [
        ("1 + 2 * 3 ** 4", "1 + (2 * (3 ** 4))"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("2 ** 3 ** 4", "(2 ** 3) ** 4"),
        ("-2 ** 2", "(-2) ** 2"),
        ("a or b and c", "a or (b and c)"),
        ("a = 1 and b != 2", "(a = 1) and (b != 2)"),
        ("a + 1 > b * 2", "(a + 1) > (b * 2)"),
        ("x between 1 and 2 and y", "(x between 1 and 2) and y"),
        ("not(a) and b", "(not(a)) and b"),
        ("-a.b[1]", "-((a.b)[1])"),
        ("a instance of number = true", "(a instance of number) = true"),
        ("if a then b else c + 1", "if a then b else (c + 1)"),
        ("for x in y return x + 1", "for x in y return (x + 1)"),
        ("a in (1, 2) or b", "(a in (1, 2)) or b"),
        ("x in (1 + 2) * 3", "x in ((1 + 2) * 3)"),
        ("]1..2[", "(1..2)"),
    ],
)
def test_operators_bind_as_the_standard_says(source: str, grouped: str) -> None:
    assert parse_expression(source) == parse_expression(grouped)


@pytest.mark.parametrize(
    "source", ["[1..10[", "[1..10[ = [1..10)", "[a[1]..b[2]]", "x in [1..b[0]]", "[[1..2[, [1..2[]"]
)
def test_a_bracket_closes_a_range_or_opens_a_filter(source: str) -> None:
    assert parse_expression(unparse(parse_expression(source))) == parse_expression(source)


def test_names_of_several_words_and_signs_are_known() -> None:
    names = ["Full Name", "Date-Time", "is factor", "days in weekend", "foo+bar", "rate 1.5", "for sale"]
    for name in names:
        assert parse_expression(name, names=names) == nodes.Name(name)
    assert parse_expression("Date-Time - 1", names=names) == nodes.Binary(
        "-", nodes.Name("Date-Time"), parse_expression("1")
    )
    assert parse_expression("Date - Time", names=names) == parse_expression("(Date) - (Time)")


def test_the_longest_known_name_wins() -> None:
    assert parse_expression("a b c", names=["a", "a b", "a b c"]) == nodes.Name("a b c")
    assert parse_expression("a-b", names=["a", "b"]) == parse_expression("(a) - (b)")
    assert parse_expression("a-b", names=["a", "b", "a-b"]) == nodes.Name("a-b")


def test_spaces_inside_a_name_do_not_count() -> None:
    assert parse_expression("Full \n  Name", names=["Full Name"]) == nodes.Name("Full Name")


def test_without_names_words_that_follow_each_other_are_one_name() -> None:
    assert parse_expression("monthly salary * 12") == parse_expression("(monthly salary) * 12")


def test_local_names_of_several_words_are_known_inside() -> None:
    source = "for my item in xs return my item + 1"
    tree = parse_expression(source, names=["xs"])
    assert isinstance(tree, nodes.For)
    assert isinstance(tree.result, nodes.Binary)
    assert tree.result.left == nodes.Name("my item")
    context = parse_expression("{a-b: 1, c: a-b}", names=[])
    assert isinstance(context, nodes.ContextLiteral)
    assert context.entries[1].value == nodes.Name("a-b")


def test_a_local_name_is_forgotten_outside() -> None:
    tree = parse_expression("[{a-b: 1}, a-b]", names=["a", "b"])
    assert isinstance(tree, nodes.ListLiteral)
    assert isinstance(tree.items[1], nodes.Binary)


def test_fields_of_known_names_are_known_after_a_dot() -> None:
    tree = parse_expression("deal.gross-net", names={"deal": ["gross-net"]})
    assert tree == nodes.Path(nodes.Name("deal"), "gross-net")


def test_comments_are_spaces() -> None:
    assert parse_expression("1 /* one */ + // plus\n 1") == parse_expression("1+1")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (r'"a\"b"', 'a"b'),
        (r'"\n\t\\"', "\n\t\\"),
        (r'"\u0041\U01F40E"', "A\U0001f40e"),
        (r'"\uD83D\uDCA9"', "\U0001f4a9"),
        (r'"\d{3}\s"', r"\d{3}\s"),
        ('"Привет"', "Привет"),
    ],
)
def test_escapes_in_texts(source: str, value: str) -> None:
    assert parse_expression(source) == nodes.Literal(value)


@pytest.mark.parametrize(
    ("source", "line", "column", "expected", "message"),
    [
        ("1 +", 1, 4, ("expression",), "Expected an expression, but the expression ends here."),
        ("(1", 1, 3, (")",), "Expected “)”, but the expression ends here."),
        ("1 2", 1, 3, ("operator",), "Expected an operator or the end, found “2”."),
        ("if a\nthen b", 2, 7, ("else",), "Expected “else”, but the expression ends here."),
        ("[1,\n 2", 2, 3, (",", "]"), "Expected “,” or “]”, but the expression ends here."),
        ("a between 1", 1, 12, ("and",), "Expected “and”, but the expression ends here."),
        ("x instance of 5", 1, 15, ("type",), "Expected a type, found “5”."),
        ("deal.", 1, 6, ("name",), "Expected a name, but the expression ends here."),
        ("", 1, 1, ("expression",), "The expression is empty."),
        ('"abc', 1, 1, (), 'The text has no closing quote (").'),
        ("1 /* x", 1, 3, (), "The comment has no closing */."),
        ("a == b", 1, 4, ("expression",), "FEEL writes “=”, not “==”."),
        ("a && b", 1, 3, (), "FEEL writes “and”, not “&&”."),
        ("!a", 1, 1, (), "FEEL writes “not(…)”, not “!”."),
        ("a = 'x'", 1, 5, ("expression",), "FEEL writes “\"”, not “'”."),
        ("a # b", 1, 3, (), "The character “#” has no meaning here."),
        ("then", 1, 1, ("expression",), "Expected an expression, found “then”."),
    ],
)
def test_a_mistake_is_told_with_its_place(
    source: str, line: int, column: int, expected: tuple[str, ...], message: str
) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse_expression(source)
    error = caught.value
    assert (error.line, error.column, error.expected, str(error)) == (line, column, expected, message)
    assert error.source == source
    assert error.translated(catalogue("ru")) != str(error)


def test_unary_tests_in_their_forms() -> None:
    assert parse_unary_tests("-") == nodes.UnaryTests(())
    assert parse_unary_tests("not(1, 2)").negated
    assert not parse_unary_tests("not(a) and b").negated
    assert parse_unary_tests("not((1..2))").negated
    assert len(parse_unary_tests('> 5, [1..3], "a"').tests) == 3
    assert parse_unary_tests("-1").tests == (nodes.Negation(parse_expression("1")),)
