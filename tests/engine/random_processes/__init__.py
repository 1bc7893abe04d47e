"""Random processes: our engine against a small reference interpreter written from the standard.

A seed gives a valid model (`generator`) and a path through it (`player`). The model is drawn as BPMN (`drawing`) and
run by the engine, every step in a transaction of its own, so that the state is saved and loaded between all steps. The
same steps are done by `interpreter`, which knows tokens, flows and nothing of the engine. After each step both must
agree: which elements wait (and until when), which variables there are, what was travelled, whether it ended, whether
it was refused.

`python -m tests.engine.random_processes --help` runs cases, shows one, and writes one as a fixture.
"""
