"""The token game: block-structured diagrams never hang, and a wrong join in one is always found."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.checks.tokens import play
from app.engine.parsing.reader import read_diagram

LEAF = st.just(("task",))
BLOCKS = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.tuples(st.just("sequence"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.sampled_from(["exclusive", "parallel", "inclusive"]), st.lists(inner, min_size=2, max_size=3)),
        st.tuples(st.just("loop"), inner),
    ),
    max_leaves=8,
)


class Drawing:
    """Draws blocks as BPMN."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._number = 0

    def element(self, tag: str, attributes: str = "") -> str:
        self._number += 1
        element_id = f"{tag}{self._number}"
        self._parts.append(f'<{tag} id="{element_id}" {attributes}/>')
        return element_id

    def flow(self, source: str, target: str) -> None:
        self._number += 1
        self._parts.append(f'<sequenceFlow id="flow{self._number}" sourceRef="{source}" targetRef="{target}"/>')

    def block(self, block, before: str, join: str | None = None) -> str:
        """Draw a block behind an element; returns its last element. `join`: the gateway to join with instead."""
        kind = block[0]
        if kind == "task":
            last = self.element("userTask")
            self.flow(before, last)
        elif kind == "sequence":
            last = before
            for inner in block[1]:
                last = self.block(inner, last)
        elif kind == "loop":
            first = self.element("exclusiveGateway")
            self.flow(before, first)
            last = self.element("exclusiveGateway")
            self.flow(self.block(block[1], first), last)
            self.flow(last, first)
        else:
            first, last = self.element(f"{kind}Gateway"), self.element(f"{join or kind}Gateway")
            self.flow(before, first)
            for inner in block[1]:
                self.flow(self.block(inner, first), last)
        return last

    def scope(self):
        """What was drawn, as the reader reads it."""
        text = (
            '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">'
            f'<process id="p" isExecutable="true">{"".join(self._parts)}</process></definitions>'
        )
        return read_diagram("drawn.bpmn", text.encode()).processes[0].scope


def draw(block, join: str | None = None):
    """A block between a start and an end."""
    drawing = Drawing()
    start, end = drawing.element("startEvent"), drawing.element("endEvent")
    drawing.flow(drawing.block(block, start, join), end)
    return drawing.scope()


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_block_structured_diagram_never_hangs(block):
    game = play(draw(block))
    assert game.stuck == []
    assert not game.complete or game.twice == []


@settings(max_examples=50, deadline=None)
@given(st.lists(BLOCKS, min_size=2, max_size=3))
def test_parallel_join_of_an_exclusive_choice_is_found(ways):
    game = play(draw(("exclusive", ways), join="parallel"))
    assert not game.complete or [stuck.never for stuck in game.stuck] == [True]


@given(st.integers(min_value=2, max_value=4))
@settings(deadline=None)
def test_exclusive_join_of_parallel_ways_brings_a_second_token(ways):
    drawing = Drawing()
    split, merge = drawing.element("parallelGateway"), drawing.element("exclusiveGateway")
    drawing.flow(drawing.element("startEvent"), split)
    for _ in range(ways):
        drawing.flow(drawing.block(("task",), split), merge)
    after = drawing.block(("task",), merge)
    assert [node.id for node in play(drawing.scope()).twice] == [after]
