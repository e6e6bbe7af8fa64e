"""Charts of what the database holds: what they show, and how they are drawn."""
