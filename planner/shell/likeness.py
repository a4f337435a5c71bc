"""How far what was typed is from a title: 0 for its beginning, more for parts of it."""

BEGINS, BEGINS_A_WORD, IS_WITHIN, IS_SCATTERED = 0.0, 0.2, 0.6, 1.5
# Among titles that fit alike the shorter one is meant.
PER_LETTER = 0.004


def distance(word: str, title: str) -> float | None:
    """From a word to a title, both folded; None if its letters do not even stand there in order."""
    if word in title:
        if title.startswith(word):
            return BEGINS
        return BEGINS_A_WORD if _begins_a_word(word, title) else IS_WITHIN
    gaps = _gaps(word, title)
    if gaps is None or gaps > len(word):
        return None
    return IS_SCATTERED + gaps / len(word)


def _begins_a_word(word: str, title: str) -> bool:
    place = title.find(word)
    while place > 0:
        if not title[place - 1].isalnum():
            return True
        place = title.find(word, place + 1)
    return False


def _gaps(word: str, title: str) -> int | None:
    """How often the letters of a word are interrupted in a title, beginning at a word of it."""
    place, gaps = -1, 0
    for number, letter in enumerate(word):
        found = title.find(letter, place + 1)
        while number == 0 and found > 0 and title[found - 1].isalnum():
            found = title.find(letter, found + 1)
        if found < 0:
            return None
        gaps += number > 0 and found != place + 1
        place = found
    return gaps


def total_distance(words: list[str], title: str) -> float | None:
    """From all words to one title; None if one does not fit."""
    total = PER_LETTER * len(title)
    for word in words:
        found = distance(word, title)
        if found is None:
            return None
        total += found
    return total
