"""Processes as releases have left them: each release's database rows are kept, and today's code goes on from them.

`python -m tests.engine.golden` writes `<version>.json` with the code as it is; it is done once for a release, and the
file is never changed afterwards.
"""
