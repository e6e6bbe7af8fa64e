"""The web to captures: sources, one spider per shape of site, recording."""
