"""The lifecycle file of a record type: statuses, stages, roles and rights."""
