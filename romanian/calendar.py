"""Months, weekdays, quarters and Roman numerals as Romanian pages write them. Folded text throughout."""

MONTHS = {
    "ianuarie": 1, "februarie": 2, "martie": 3, "aprilie": 4, "mai": 5, "iunie": 6, "iulie": 7,
    "august": 8, "septembrie": 9, "octombrie": 10, "noiembrie": 11, "decembrie": 12,
    "ian": 1, "feb": 2, "febr": 2, "mar": 3, "mart": 3, "apr": 4, "iun": 6, "iul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "noi": 11, "noiem": 11, "dec": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "jun": 6, "jul": 7,
}  # fmt: skip
"""Month names and their abbreviations (without the stop), Romanian and English."""

ROMAN_MONTHS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
    "xii": 12,
}  # fmt: skip

SEASONS = {"primavara": (3, 5), "vara": (6, 8), "toamna": (9, 11)}
"""First and last month of a season. Winter lies in two years and is left out."""

ORDINALS = {
    "primul": 1, "prima": 1, "al doilea": 2, "a doua": 2, "al treilea": 3, "al patrulea": 4, "ultimul": 0, "ultima": 0,
}  # fmt: skip
"""Ordinals of quarters and half years; 0 stands for the last one, however many there are."""

WEEKDAYS = ("luni", "marti", "miercuri", "joi", "vineri", "sambata", "duminica")

MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
"""Pattern of a month in folded text, an abbreviation's stop included."""

WHOLE_MONTH = r"(?:" + "|".join(name for name in MONTHS if len(name) > 4) + ")"
"""Pattern of a month's whole name, long enough to be told from the letters or digits that are glued to it."""
