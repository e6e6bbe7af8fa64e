"""The database to people: for now, the summary that a run prints."""
