"""Fields that analysts add to a record type in an artifact, without a migration."""
