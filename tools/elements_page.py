"""Writes docs/elements.md and its pictures from the fixtures: `python -m tools.elements_page`.

The diagrams of the fixtures have no picture: `lay_out.mjs` gives them one, bpmn-js draws it in headless Chromium, and
what comes out is made small and readable on light and dark pages. A picture that fits its diagram is not drawn again.
"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.engine.fixtures.scenario import Scenario, read_scenario
from tools.test_tools import find_chromium

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "engine" / "fixtures"
PAGE = ROOT / "docs" / "elements.md"
PICTURES = ROOT / "docs" / "pictures" / "elements"
VIEWER = ROOT / "node_modules" / "bpmn-js" / "dist" / "bpmn-viewer.production.min.js"
INK, PAPER = "#123456", "#fedcba"  # found again in what bpmn-js draws, and replaced
STYLE = (
    "<style>svg{--i:#24292f;--p:#fff}@media(prefers-color-scheme:dark){svg{--i:#d0d7de;--p:#161b22}}"
    "text{font:11px Arial,sans-serif;fill:var(--i)}.b{font-size:12px}</style>"
)
DRAW = """async xml => {
    document.body.innerHTML = '<div id="canvas" style="width:1600px;height:1200px"></div>';
    const viewer = new BpmnJS({ container: '#canvas', bpmnRenderer: {
        defaultFillColor: 'PAPER', defaultStrokeColor: 'INK', defaultLabelColor: 'INK' } });
    await viewer.importXML(xml);
    return (await viewer.saveSVG()).svg;
}""".replace("PAPER", PAPER).replace("INK", INK)
GROUPS = {
    "tasks": "Tasks",
    "gateways": "Gateways and flows",
    "events": "Events",
    "boundary": "Boundary events",
    "subprocesses": "Sub-processes",
    "event_subprocesses": "Event sub-processes",
    "compensation": "Compensation",
    "multi_instance": "Repetitions",
    "calls": "Calls of other processes",
    "errors": "Errors and escalations",
    "data": "Data and decisions",
    "asynchronous": "Asynchronous continuations",
    "external": "External tasks",
    "refused": "Refused at deploy",
}
HEAD = """\
# Elements: what runs, seen

Each row is a fixture of the engine: its diagram is run by a test, saved and loaded between all steps, compacted after
every step, and on PostgreSQL too. What each element and attribute is, and what to do instead of what is refused, is in
[dialect.md](dialect.md).

This page and its pictures are made by `python -m tools.elements_page`; a test compares them with the fixtures.
"""


def all_scenarios() -> list[Scenario]:
    """All fixtures, by group in the order of the page."""
    found = [read_scenario(path) for path in FIXTURES.rglob("*.yaml")]
    order = list(GROUPS)
    return sorted(found, key=lambda each: (_rank(order, _group(each)), _group(each), each.path.stem))


def _rank(order: list[str], group: str) -> int:
    return order.index(group) if group in order else len(order) - 1


def _group(scenario: Scenario) -> str:
    return scenario.path.parent.name


def page(scenarios: list[Scenario]) -> str:
    """The page, in Markdown."""
    parts = [HEAD]
    for group, members in groupby(scenarios, _group):
        parts.append(f"\n## {GROUPS.get(group, group.replace('_', ' ').capitalize())}\n\n| | | |\n|---|---|---|\n")
        parts += (_row(scenario) for scenario in members)
    return "".join(parts)


def _row(scenario: Scenario) -> str:
    picture = picture_of(scenario)
    status = "refused: " + ", ".join(f"`{code}`" for code, _ in scenario.refused) if scenario.refused else "runs"
    name = scenario.path.stem.replace("_", " ")
    where = f"pictures/elements/{picture.name}"
    cells = (
        f"`{scenario.word}`<br>{status}",
        f"{scenario.says}<br><sub>{scenario.section}</sub>",
        f"![{name}]({where})",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def picture_of(scenario: Scenario) -> Path:
    """The file of the picture of a fixture."""
    return PICTURES / f"{_group(scenario)}-{scenario.path.stem}.svg"


def digest_of(scenario: Scenario) -> str:
    """What a picture says of the diagram that it was drawn from."""
    return hashlib.sha256(scenario.diagram.read_bytes()).hexdigest()[:16]


def fits(scenario: Scenario) -> bool:
    """Whether the picture of a fixture was drawn from the diagram as it is now."""
    picture = picture_of(scenario)
    return picture.is_file() and f"<!--{digest_of(scenario)}-->" in picture.read_text(encoding="utf-8")


def draw(diagrams: list[str]) -> Iterator[str]:
    """The pictures of diagrams, as SVG."""
    laid_out = subprocess.run(
        ["node", ROOT / "tools" / "lay_out.mjs"],
        input=json.dumps(diagrams),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.add_script_tag(path=VIEWER)
        for text in json.loads(laid_out):
            yield tab.evaluate(DRAW, text)
        browser.close()


def small(svg: str, digest: str) -> str:
    """A picture without what says nothing, in the colours of the page around it."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<title>.*?</title>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<(rect|path|polyline)[^>]*class="djs-(hit|outline)[^>]*(/>|></\1>)', "", svg)
    svg = re.sub(r' (class="djs-|data-[\w-]+="|lineHeight="|xmlns:xlink=")[^"]*"', "", svg)
    svg = re.sub(r' style="([^"]*)"', lambda found: _style(found[1]), svg)
    svg = re.sub(r"(-?\d+\.\d)\d+", r"\1", svg)
    for _ in range(6):
        svg = re.sub(r"<g>\s*</g>", "", svg)
    svg = svg.replace(INK, "var(--i)").replace(PAPER, "var(--p)")
    svg = re.sub(r">\s+<", "><", svg).strip()
    return re.sub(r"(<svg[^>]*>)", rf"\1<!--{digest}-->{STYLE}", svg, count=1) + "\n"


_USELESS = re.compile(r"(stroke-linejoin|font-family|font-size|font-weight|visibility|pointer-events|fill-rule)\s*:")


def _style(text: str) -> str:
    colours = {"rgb(18, 52, 86)": INK, "rgb(254, 220, 186)": PAPER, "white": PAPER, "black": INK}
    kept = [
        part.strip().replace(": ", ":") for part in text.split(";") if part.strip() and not _USELESS.match(part.strip())
    ]
    style = ";".join(kept)
    for before, after in colours.items():
        style = style.replace(before, after)
    return f' style="{style}"' if style else ""


def main() -> int:
    """Write the page and the pictures that do not fit their diagrams; remove those that no fixture has."""
    scenarios = all_scenarios()
    PICTURES.mkdir(parents=True, exist_ok=True)
    outdated = [scenario for scenario in scenarios if not fits(scenario)]
    pictures: Mapping[Path, Scenario] = {picture_of(scenario): scenario for scenario in outdated}
    drawn = draw([scenario.diagram.read_text(encoding="utf-8") for scenario in outdated]) if outdated else iter(())
    for (path, scenario), svg in zip(pictures.items(), drawn, strict=True):
        path.write_text(small(svg, digest_of(scenario)), encoding="utf-8")
    for path in set(PICTURES.glob("*.svg")) - {picture_of(scenario) for scenario in scenarios}:
        path.unlink()
    PAGE.write_text(page(scenarios), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
