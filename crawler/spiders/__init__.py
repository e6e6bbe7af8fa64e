"""One spider per shape of site, and one for sites of several shapes."""
