"""How `models/ro_fondoscop` is made: corpora in, weights and a model card out. Start with `recipe`."""
