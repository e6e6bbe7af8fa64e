"""Where things rest: the records that travel, the archive of captures, and the database."""
