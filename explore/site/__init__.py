"""The public site: Datasette on the database, with pages of our own."""
