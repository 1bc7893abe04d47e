"""What can be done to a record. Each command runs inside a unit of work, which makes it one transaction.

Rights are checked here, under the lock; who calls with the `SYSTEM` actor, or from a diagram, has them all.
"""
