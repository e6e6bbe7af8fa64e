"""One `Document` to facts: one spaCy component per kind of fact, and their JSON Lines form."""
