"""FEEL, the expression language of OMG DMN 1.5, in pure Python: exact, safe, with errors for people.

>>> from app.feel import compile_expression
>>> compile_expression('deal.amount > 1000 and deal.status in ("new", "pause")').evaluate(
...     {"deal": {"amount": 5000, "status": "new"}})
True
"""

from .compile import Expression, Tests, compile_expression, compile_unary_tests
from .errors import FeelError, FeelLimitError, FeelNameError, FeelSyntaxError, FeelTimeError, Warning_
from .limits import DEFAULT_LIMITS, Limits
from .parser import parse_expression, parse_unary_tests
from .types import FeelType
from .unparse import unparse
from .values import Evaluation, FunctionValue, Parameter, Range, from_python, function, to_python

__all__ = [
    "DEFAULT_LIMITS",
    "Evaluation",
    "Expression",
    "FeelError",
    "FeelLimitError",
    "FeelNameError",
    "FeelSyntaxError",
    "FeelTimeError",
    "FeelType",
    "FunctionValue",
    "Limits",
    "Parameter",
    "Range",
    "Tests",
    "Warning_",
    "compile_expression",
    "compile_unary_tests",
    "from_python",
    "function",
    "parse_expression",
    "parse_unary_tests",
    "to_python",
    "unparse",
]
