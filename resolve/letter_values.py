"""Letters that stand for one sound: “Diakonia” is “Diaconia”, “Pinochio” is “Pinocchio”.

Romanian doubles no consonant within a stem and has k, w and y in words from other languages alone; whoever writes such
a word from hearing takes the letter that Romanian has. Source: DOOM 3, the use of the letters k, q, w, y.
"""

import re

_SHORTEST = 5  # letters: shorter words are too near one another
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_HEARD = (("ph", "f"), ("th", "t"), ("k", "c"), ("w", "v"), ("y", "i"))


def one_spelling(word: str) -> str:
    """The folded word with one letter for each sound; a short one as it is. Only to compare, no word to show."""
    if len(word) < _SHORTEST:
        return word
    for letters, like in _HEARD:
        if letters in word:
            word = word.replace(letters, like)
    return _DOUBLED.sub(r"\1", word)
