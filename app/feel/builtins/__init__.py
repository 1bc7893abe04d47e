"""The built-in functions of DMN 1.5 (10.3.4), one module per family."""

from typing import Final

from ..registry import BUILT_INS, BuiltIn
from . import boolean, context, conversion, list_, numeric, range_, sort, statistics, string, temporal

FAMILIES: Final = (boolean, context, conversion, list_, numeric, range_, sort, statistics, string, temporal)
"""The modules that register functions when they are imported."""

__all__ = ["BUILT_INS", "FAMILIES", "BuiltIn"]
