"""A year in the life of the demo company, made by running the diagrams with a turned clock."""

from flask import Flask

from app.records.demo import register_demo_year


def init_app(_app: Flask) -> None:
    """Let `run.py demo load --year` make it."""
    from app.crm.demo_year.year import load

    register_demo_year("crm", load)
