"""`run.py bench`: what things cost, as ratios measured in one run."""

import json
import sys
from pathlib import Path

import click


@click.command(help="Measure what things cost, each against its floor in the same run.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows here, too.")
@click.option("--only", default="", help="Only the topics whose names contain this, such as engine.")
@click.option("--full", is_flag=True, help="With 100,000 commands for the memory, which takes minutes.")
def bench(json_file: Path | None, only: str, full: bool) -> None:
    from benchmarks import all_rows

    rows = []
    click.echo(f"{'name':<78}{'value':>12}{'floor':>12}  {'unit':<12}{'ratio':>8}{'bar':>7}  ok")
    for row in all_rows(only, full):
        rows.append(row)
        bar = "" if row["bar"] is None else f"{row['bar']:g}"
        ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
        floor = "" if row["floor"] is None else f"{row['floor']:.4g}"
        mark = "yes" if row["ok"] else "NO"
        click.echo(f"{row['name']:<78}{row['value']:>12.4g}{floor:>12}  {row['unit']:<12}{ratio:>8}{bar:>7}  {mark}")
    if json_file:
        json_file.write_text(json.dumps(rows, ensure_ascii=False, indent=2), encoding="utf-8")
    sys.exit(0 if all(row["ok"] for row in rows) else 1)
