"""Which words of BPMN and of Camunda 7 run, which are only drawn, and which are refused: one table for all.

A word goes in, a rule comes out. The check at deploy and docs/dialect.md are both made from the table; the ready-made
blocks of editors (`element_templates`) are the words that service tasks add. It never knows a particular diagram.
"""

from app.engine.dialect.attributes import ATTRIBUTES, BOOLEAN_ATTRIBUTES
from app.engine.dialect.elements import ELEMENTS
from app.engine.dialect.rules import DRAWN, REFUSED, RUNS, AttributeRule, ElementRule

__all__ = ["ATTRIBUTES", "BOOLEAN_ATTRIBUTES", "DRAWN", "ELEMENTS", "REFUSED", "RUNS", "AttributeRule", "ElementRule"]
