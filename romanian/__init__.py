"""What we know of the language and the country: folding, numerals, months and the lexicon."""
