"""A reference interpreter of BPMN, from the text of the standard (BPMN 2.0.2; sections are named where a rule stands).

Tokens stand on sequence flows, activities are active, events are waited for; one move after the other is made until
none is possible. The standard leaves the order of independent moves open: whoever runs it chooses (`Choose`), so that
all that is allowed can be tried. It knows nothing of the engine.
"""

from tests.engine.random_processes.interpreter.interpreter import Interpreter
from tests.engine.random_processes.interpreter.state import Endless, Refused, State

__all__ = ["Endless", "Interpreter", "Refused", "State"]
