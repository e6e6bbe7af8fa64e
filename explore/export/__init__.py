"""The database as files that other tools take: one module a format, each filled from one stream of whole projects."""
