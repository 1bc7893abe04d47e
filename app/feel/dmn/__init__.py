"""DMN (OMG Decision Model and Notation 1.1 to 1.5): load, check and evaluate decision models with FEEL.

>>> model = load_model(open("discount.dmn", "rb").read())     # doctest: +SKIP
>>> model.evaluate("Discount", {"amount": 1200}).value          # doctest: +SKIP
"""

from .errors import DmnError, Problem
from .evaluate import Decision, DecisionResult, Model, load_model
from .explain import explain
from .runtime import DecisionTrace, EvaluationLimits, RuleTrace, TableTrace
from .xml_reader import XmlLimits

__all__ = [
    "Decision",
    "DecisionResult",
    "DecisionTrace",
    "DmnError",
    "EvaluationLimits",
    "Model",
    "Problem",
    "RuleTrace",
    "TableTrace",
    "XmlLimits",
    "explain",
    "load_model",
]
