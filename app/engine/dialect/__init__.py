"""Which words of BPMN and of Camunda 7 run, which are only drawn, and which are refused: one table for all.

The check at deploy and docs/dialect.md are both made from it.
"""

from app.engine.dialect.attributes import ATTRIBUTES
from app.engine.dialect.elements import ELEMENTS
from app.engine.dialect.rules import DRAWN, REFUSED, RUNS, AttributeRule, ElementRule

__all__ = ["ATTRIBUTES", "DRAWN", "ELEMENTS", "REFUSED", "RUNS", "AttributeRule", "ElementRule"]
