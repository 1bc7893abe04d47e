"""Running the DMN Technology Compatibility Kit: ``python -m app.feel.dmn.tck PATH`` with PATH its ``TestCases``.

A test case passes when each of its expected results comes out. What needs Java functions is not supported and does not
count; the rest must pass.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .errors import DmnError
from .evaluate import DecisionResult, Model, load_model
from .language import show
from .parse import parse_definitions
from .tck_values import Unreadable, equal_values, read_value
from .xml_reader import Element, read_xml

PASSED, FAILED, NOT_SUPPORTED = "passed", "failed", "not supported"
EXTERNAL = "external"
REQUIRED_RATIO = 0.98


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test case; ``detail`` says what differs."""

    level: str
    folder: str
    case: str
    status: str
    detail: str = ""


@dataclass(slots=True)
class Report:
    """The outcomes of a run."""

    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, level: str | None = None, folder: str | None = None) -> Counter[str]:
        """How many passed, failed and are not supported."""
        return Counter(
            outcome.status
            for outcome in self.outcomes
            if (level is None or outcome.level == level) and (folder is None or outcome.folder == folder)
        )

    @property
    def levels(self) -> list[str]:
        return sorted({outcome.level for outcome in self.outcomes})

    def ratio(self, level: str | None = None) -> float:
        """Passed of all supported test cases."""
        count = self.count(level)
        supported = count[PASSED] + count[FAILED]
        return count[PASSED] / supported if supported else 1.0

    @property
    def failures(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == FAILED]

    @property
    def ok(self) -> bool:
        """Whether every level reaches the required ratio, and there was something to run."""
        return bool(self.outcomes) and all(self.ratio(level) >= REQUIRED_RATIO for level in self.levels)


def run(path: str | Path) -> Report:
    """Run every test file below ``path``: a file of ``testCases`` beside the model it names."""
    report = Report()
    for file in sorted(Path(path).rglob("*.xml")):
        report.outcomes.extend(_run_file(file))
    return report


def _run_file(file: Path) -> list[Outcome]:
    folder = file.parent.name
    level = file.parent.parent.name
    try:
        root = read_xml(file.read_bytes(), file_name=str(file)).root
    except DmnError as error:
        return [Outcome(level, folder, file.name, FAILED, str(error))]
    if root.name != "testCases":
        return []
    model_name = root.first("modelName")
    cases = list(root.named("testCase"))
    names = [case.attributes.get("id", str(number)) for number, case in enumerate(cases, 1)]
    if EXTERNAL in folder:
        return [Outcome(level, folder, name, NOT_SUPPORTED, "external functions") for name in names]
    try:
        model = _load(file.parent, model_name.text.strip() if model_name is not None else "")
    except (DmnError, OSError) as error:
        return [Outcome(level, folder, name, FAILED, f"the model does not load: {error}") for name in names]
    outcomes = []
    for name, case in zip(names, cases, strict=True):
        detail = _run_case(model, case)
        outcomes.append(Outcome(level, folder, name, FAILED if detail else PASSED, detail))
    return outcomes


def _load(folder: Path, name: str) -> Model:
    """Load a model, and first those of the folder that it imports."""
    sources = {path: path.read_bytes() for path in folder.glob("*.dmn")}
    definitions = {path: parse_definitions(source, file_name=path.name) for path, source in sources.items()}
    loaded: dict[str, Model] = {}
    waiting = dict(definitions)
    while waiting:
        ready = [path for path, each in waiting.items() if all(item.namespace in loaded for item in each.imports)]
        for path in ready or list(waiting):
            model = load_model(sources[path], loaded, path.name)
            loaded[model.namespace] = model
            del waiting[path]
            if path.name == name:
                return model
    raise FileNotFoundError(name)


def _run_case(model: Model, case: Element) -> str:
    """What differs, empty when nothing does."""
    try:
        inputs = {node.attributes.get("name", ""): read_value(node) for node in case.named("inputNode")}
    except Unreadable as error:
        return f"an input has no FEEL value: {error}"
    service = case.attributes.get("invocableName")
    results = list(case.named("resultNode"))
    differences = []
    for result in results:
        name = result.attributes.get("name", "")
        expected_element = result.first("expected")
        try:
            expected = None if expected_element is None else read_value(expected_element)
            outcome = model.evaluate_service(service, inputs) if service else model.evaluate(name, inputs)
        except Unreadable as error:
            differences.append(f"{name}: an expected value has no FEEL value: {error}")
            continue
        except DmnError as error:
            differences.append(f"{name}: {error}")
            continue
        actual = outcome.value
        if service and len(results) > 1 and isinstance(actual, Mapping):
            actual = actual.get(name)
        if not equal_values(expected, actual):
            differences.append(f"{name}: expected {show(expected)}, got {show(actual)}{_reasons(outcome)}")
    return "; ".join(differences)


def _reasons(outcome: DecisionResult) -> str:
    reasons = "; ".join(warning.message for warning in outcome.warnings[:2])
    return f" ({reasons})" if reasons else ""


def print_report(report: Report, *, details: bool = True) -> int:
    """Print counts by folder, by level and in all, and what failed.

    :return: the exit status: 0 when every level reaches 98 %, 1 when not or when nothing was run.
    """
    for line in _lines(report, details):
        sys.stdout.write(line + "\n")
    if not report.outcomes:
        sys.stderr.write("No test cases found\n")
    return 0 if report.ok else 1


def _lines(report: Report, details: bool) -> Iterable[str]:
    width = max((len(outcome.folder) for outcome in report.outcomes), default=10)
    yield f"{'folder':<{width}}  {'passed':>7} {'failed':>7} {'not supported':>14}"
    for level in report.levels:
        yield level
        for folder in sorted({outcome.folder for outcome in report.outcomes if outcome.level == level}):
            yield _line(folder, width, report.count(level, folder))
        yield f"{_line(f'{level} in all', width, report.count(level))}   {report.ratio(level):.2%}"
    yield f"{_line('in all', width, report.count())}   {report.ratio():.2%}"
    if details and report.failures:
        yield ""
        yield "failed:"
        for outcome in report.failures:
            yield f"  {outcome.folder} {outcome.case}: {outcome.detail}"


def _line(name: str, width: int, count: Mapping[str, int]) -> str:
    return f"{name:<{width}}  {count[PASSED]:>7} {count[FAILED]:>7} {count[NOT_SUPPORTED]:>14}"


def main(arguments: list[str]) -> int:
    """Run the kit at the given path; 0 when every level reaches 98 %."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("Usage: python -m app.feel.dmn.tck PATH   (the kit's TestCases folder)\n")
        return 2
    return print_report(run(arguments[0]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
