"""The role of a sum: total, grant, own contribution … by the labels around it.

Sums stand in a row (“total X lei, din care Y lei grant și Z lei contribuția proprie”). The text between two
sums belongs in part to the left one, as a label behind it, and in part to the right one, as a label before
it; punctuation says where it parts. A label before wins over a label behind, a near one over a far one.
"""

import re

from extract.amount_headings import (
    cell_label,
    donor_of,
    heads_a_project,
    heads_the_news,
    line_label,
    row_source,
    sums_up_projects,
)
from extract.amount_labels import first_label, is_received, labels, last_label
from extract.amount_rows import Role, between_sources, financed_part, on_a_call
from extract.amount_sources import last_source, source_role
from extract.reading import Reading
from store.records import AmountRole

# , ; ( ) : + or “iar”, “plus”, “respectiv”, “din care”: what parts two labels. A comma of a number does not.
_PARTING = re.compile(
    r"""
    [;:()|\t\n] | ,(?!\d) | (?<![a-z])\+ | (?<!\bco)\s-\s
    | (?<!\w) (?: iar | plus | respectiv | din\s+care | dintre\s+care ) (?!\w)
    """,
    re.VERBOSE,
)
_AND = re.compile(r"(?<!\w)si(?!\w)")
# what stands between a sum and its label behind it: “… lei- contribuția”, “… lei (15%) reprezintă …”
_JOINT = re.compile(
    r"\s*(?:,?\s?\(?(?:fara|cu|inclusiv)\s+tva\)?(?!\w),?\s*)?(?:\(\s*[\d.,]+\s*%[^)]{0,20}\))?\s*(?:[-=]\s*(?=[a-z])|,\s+(?=(?:este|fiind|reprezentand|reprezinta|inseamna|(?:pro|re)?venind|(?:asigurat|suportat|acoperit)\w*)\s|(?:din\s+)?(?:fedr|feder|fse|ue|pnrr)(?!\w)|subventi|grant|co-?finantare|(?:fonduri|bani)\s+(?:europen|nerambursabil)))?"
)
# “contribuția proprie, în cuantum total de …”: the piece before the comma is the label
_APPOSITION = re.compile(
    r"\s*(?:in|cu)\s+(?:o\s+)?(?:valoare|cuantum|suma)\w*(?:\s+total\w*)?(?:\s+de)?"
    r"(?:\s+(?:peste|aproape|aproximativ|circa|cca\.?))?\s*"
)
_RESTATEMENT = re.compile(
    r"(?:\s?[(,]?\s?(?:fara|cu|inclusiv)\s+tva\)?)?\s{0,5}(?:[(,]\s{0,5})?(?:(?:la|adica|respectiv|echivalent(?:ul)?(?:\s+in\s+(?:lei|euro|valuta))?(?:\s+(?:a|al|cu|de))?|aproximativ|aprox\.?|circa|cca\.?|aproape|in\s+jur\s+de|peste|=|/)\s{0,5}){0,3}"
)
# “din care 98% (1.209.876 lei) nerambursabil”: the label goes on behind the brackets
_IN_BRACKETS = re.compile(r"\s?\)\s*(?=[a-z])")
# “Proiectul, de aproape 5 milioane de lei, …”
_BARE_APPOSITION = re.compile(
    r"\s*(?:(?:estimat|evaluat|cifrat)\w*\s+la|(?:in valoare\s+)?de)"
    r"(?:\s+(?:aproape|peste|aproximativ|circa|cca\.?))?\s*"
)
# “312 proiecte, în valoare totală de …”
_MANY_END = re.compile(
    r"(?:\d|(?<!\w)(?:doua|trei|patru|cinci|sase|sapte|opt|noua|zece|mai\s+multe))\s+(?:de\s+)?(?:alte\s+)?"
    r"(?:proiecte|contracte|cereri|granturi|dosare|investitii)(?!\w)[^,;\d]{0,40}[,(]\s*\Z"
)
# “216.000 lei (grant) + 24.000 lei (cofinanțare)”
_LABEL_IN_BRACKETS = re.compile(r"\s?\((?P<label>[^()\d]{3,60})\)")
# “restul, 76.900 lei, cofinanțarea județului”
_REST = re.compile(r"\s*(?:rest(?:ul)?|diferenta|alti|inca)\s+(?:de\s+)?")
_REST_ENDS = re.compile(r"(?<!\w)(?:rest(?:ul)?|diferenta|alti\s+bani)\s*,\s*(?:de\s+|adica\s+)?\Z")
# “Diferența de 2.000 euro o plătește asociația”
_REST_ALONE = re.compile(r"\W*(?:rest(?:ul)?|diferenta)(?:\s+(?:sumei|banilor))?,?\s+(?:de\s+)?")
# “40.000 euro pe salarii”: all of them together, and no rate
_SPENT_ON = re.compile(
    r"\s*(?:pe|pentru|la|in|cu)\s+(?:\w+\s+){0,2}?"
    r"(?:salarii|burse|indemnizatii|alocatii|abonamente|vouchere|tichete|chirii)(?:le|lor)?(?!\w)"
)
_OPENS_ITEM = re.compile(r"[\s•*·▪●○–-]*(?:\d{1,2}[.)]\s)?")
# “Direcția avea 800 de angajați. Bugetul a fost de …”, where no project was spoken of: an institution's
_ITS_BUDGET = re.compile(r"\W*buget(?:ul|ele)?(?:\s+total)?\s+(?:a\s+fost|era)(?:\s+de)?\s*\Z")
_INSTITUTION = re.compile(
    r"(?<!\w)(?:directi[ae]|dgaspc|primari[ae]|judetul|consiliul|spitalul|caminul|serviciul|agentia)(?!\w)"
)
_SPOKEN_OF = 600  # characters in which a project is spoken of before its budget
_APPOSED = 60  # characters a label may stand before “, de …”
_PERCENTAGE_OF = re.compile(r"\s*(?:reprezentand|adica)?\s*[\d.,]+\s?%\s+din(?!\w)")  # “2% din valoarea eligibilă”
# “Buget Comuna X (P2): 612.330 lei”
_BRACKETS_END = re.compile(r"\([^()\n]{1,25}\)\s*[:=-]?\s*\Z")
# “Contribuția comunei, de 2%, se ridică la …”: the label stands before the comma
_LINK = re.compile(
    r"\s*(?:si\s+|care\s+)?(?:este|e|fiind|se\s+(?:ridica|cifreaza)\s+la|ajunge\s+la|insumeaza)"
    r"(?:\s+(?:de|la|suma|circa|aproximativ|aproape|peste|cca\.?)){0,3}\s*"
)
# “finanțare nerambursabilă din partea băncii, în valoare de …”
_GRANT_BEFORE = re.compile(r"nerambursabil\w*(?:(?!proiect|investiti|contract|lucrar)[^.;\d]){0,170}[,)]\s*\Z")
# “Grantul, în valoare de …”
_GRANT_ENDS = re.compile(r"(?<!\w)(?:grantul|subventia|finantarea\s+nerambursabila)(?:\s+\w+){0,3}\s*[,(]\s*\Z")
# “locurile de joacă, care au costat …”: what cost it is no part of what pays it
_COSTS = re.compile(r"(?<!\w)(?:a|au|va|vor)\s+costa(?:t)?(?:\s+(?:circa|aproximativ|aproape|peste|cca\.?))?\s*\Z")
_OUT_OF_IT = re.compile(r"(?<!\w)(?:din|dintre)\s+care(?:\s+(?:peste|circa|aproximativ|aproape|cca\.?))?\s*\Z")
# “Din valoarea totală, de aproximativ …, se plătesc …”: what is parted is named as a whole first
_WHOLE_ENDS = re.compile(
    r"(?<!\w)(?:valoarea|bugetul|suma|costul)(?:\s+total[ae]?)?(?:\s+(?:a\s+|al\s+)?(?:proiect|investiti)\w*)\s*,\s*\Z"
    r"|(?<!\w)(?:valoarea|bugetul|suma|costul)\s+total[ae]?\s*,\s*\Z"
)
_WHICH_IS = re.compile(
    r"\s*care\s+(?:este|e|se\s+ridica|ajunge|a\s+fost)(?:\s+(?:de|la|circa|aproximativ|peste|aproape)){1,2}\s*"
)
_PROJECT_ENDS = re.compile(r"(?<!\w)(?:proiect|investiti|contract)\w*\s*,\s*\Z")
# “contribuția X este de 300 lei, iar a Fundației Y, de 200 lei”: the label is left out and holds on
_ELLIPSIS = re.compile(
    r"(?:^|,)\s*(?:iar|si)\s+(?:cea\s+|cel\s+)?al?\s(?P<name>[^,;.:]{3,90}?)(?:,?\s+(?:este\s+)?de\s+|,\s+)$"
)
# “Ambasada X a acordat 35.000 euro, iar Fundația Y 20.000 euro”: the verb is left out and holds on
_SAME_VERB = re.compile(r",\s*(?:iar|si)\s+(?P<name>[^,;.:\d]{3,70}?)\s+(?:cu\s+)?$")
_VERB = re.compile(r"(?<!\w)(?:a|au|are|avea|este|sunt|e|va|vor|costa|reprezinta|fiind)(?!\w)")
_LONGEST_ELLIPSIS = 130  # characters
_SHARES: frozenset[AmountRole] = frozenset({"own_contribution", "national_cofinancing", "partner_budget"})
_FINANCED = re.compile(
    r"(?<!\w)(?:finantat\w*\s+cu|finantar\w+\s+de)(?:\s+(?:suma\s+de|peste|aproape|circa|aproximativ))*\s*\Z"
)  # by whom, the words behind say
_FORWARD = 90  # characters a label behind a sum may reach
_BACKWARD = 220


def roles(reading: Reading, sums: list[tuple[int, int]]) -> list[Role]:
    """The role of each sum; `sums` are the places of the figures, in the order of the text."""
    found: list[Role] = []
    for index, (start, end) in enumerate(sums):
        left = sums[index - 1][1] if index else 0
        right = sums[index + 1][0] if index + 1 < len(sums) else len(reading.folded)
        role = _role(reading, start=start, end=end, left=left, right=right)
        if role.role == "other" and index and role.cue != "label-before":
            between = reading.folded[left:start] if start - left < _LONGEST_ELLIPSIS else ""
            if _RESTATEMENT.fullmatch(between) and between.strip():
                role = Role(role=found[-1].role, confidence=0.6, cue="restated")
            elif ellipsis := _ELLIPSIS.search(between):
                said = "own_contribution" if found[-1].role == "national_cofinancing" else found[-1].role
                source = source_role(ellipsis["name"])
                shared = source if source and said in _SHARES - {"partner_budget"} else said
                if said == "total" and ellipsis["name"].startswith("partener"):
                    shared = "partner_budget"
                role = Role(role=shared, confidence=0.6, cue="same-label")
            elif _leaves_out_the_verb(reading, left, between):
                payer = _SAME_VERB.match(between)
                source = source_role(payer["name"]) if payer and found[-1].role in _SHARES else None
                role = Role(role=source or found[-1].role, confidence=0.6, cue="same-verb")
        if role.role == "total" and role.cue == "label-behind" and _OUT_OF_IT.search(reading.folded, left, start):
            role = Role(role="other", confidence=0.6, cue="part-of-a-whole")
        found.append(role)
    return on_a_call(reading, sums, between_sources(reading, sums, financed_part(reading, sums, found)))


def _leaves_out_the_verb(reading: Reading, left: int, between: str) -> bool:
    match = _SAME_VERB.match(between)
    if match is None or _VERB.search(match["name"]):
        return False
    return reading.plain[left + match.start("name")].isupper()


def _role(reading: Reading, *, start: int, end: int, left: int, right: int) -> Role:
    folded = reading.folded
    block = reading.block_at(start)
    sentence_start, sentence_end = reading.sentence_at(start)
    reach = min(right, block.end, sentence_end, end + _FORWARD)
    closing = _IN_BRACKETS.match(folded, end, reach) if folded[max(start - 1, 0)] == "(" else None
    ahead = folded[closing.end() if closing else end : reach]
    if _REST_ENDS.search(folded, max(start - _APPOSED, 0), start):
        ahead = ahead.lstrip(", ")
    if _OPENS_ITEM.fullmatch(folded, block.start, start) and ahead.startswith(","):
        ahead = ahead[1:]  # “- 609.349 lei, bugetul de stat;”
    behind = _behind(ahead, last=right > block.end)
    for role, pattern in labels("behind"):
        match = pattern.match(behind.lstrip())
        if match:
            return Role(role=role, confidence=0.85, cue="unit-behind")
    begin = max(left, block.start, sentence_start, start - _BACKWARD)
    near, far = _before(folded[begin:start], first=left <= max(block.start, sentence_start))
    label = _inline_label(near, far, behind)
    if (
        label is not None
        and label[0] == "total"
        and _ITS_BUDGET.fullmatch(near)
        and _is_an_institutions(reading, start)
    ):
        label = ("other", 0.7, "its-budget")
    if label is not None and label[0] != "other" and sums_up_projects(reading, start):
        label = ("other", 0.7, "many-projects")
    if (label is None or label[0] == "total") and (donor := donor_of(reading, start)):
        label = (donor, 0.7, "donor-line")
    if label is None and (above := cell_label(reading, start) or line_label(reading, start)):
        label = (above, 0.75, "label-line")
    if label is None and (heads_a_project(reading, start, end) or heads_the_news(reading, start, end)):
        label = ("total", 0.7, "title-line")
    if label is not None:
        role, confidence, cue = label
        return Role(role=role, confidence=confidence, cue=cue)
    return _unlabelled(reading, start, near=near, far=far, behind=behind)


def _unlabelled(reading: Reading, start: int, *, near: str, far: str, behind: str) -> Role:
    """The role of a sum without a label: none but a source's, which counts by itself for what is left of a whole."""
    source = source_role(near) or source_role(behind) or row_source(reading, start)
    if source is None and far.endswith("(") and not near.strip():
        source = last_source(far[-_APPOSED:-1])
    if source is not None and _REST_ALONE.fullmatch(near):
        return Role(role=source, confidence=0.7, cue="rest")
    return Role(role="other", confidence=0.5, cue="none", source=source)


def _is_an_institutions(reading: Reading, place: int) -> bool:
    """Whether the lines before a budget speak of an institution and of no project."""
    begin = max(place - _SPOKEN_OF, 0)
    spoken = _INSTITUTION.search(reading.folded, begin, place) is not None
    return spoken and reading.folded.find("proiect", begin, place) < 0


def _inline_label(near: str, far: str, behind: str) -> tuple[AmountRole, float, str] | None:
    """The label in the sum's own sentence: role, how sure it is, and where it stands; the surest place first."""
    if said := last_label(far + near, kind="sentence"):
        return said, 0.75, "said-in-sentence"
    if apposed := _apposed(near, far):
        return apposed
    bracketed = _LABEL_IN_BRACKETS.match(behind)
    if bracketed and (told := first_label(bracketed["label"])):
        return told, 0.8, "label-in-brackets"
    if _COSTS.search(near):
        return (last_label(far + near, kind="weak") or "other"), 0.7, "costs"
    label = "grant" if is_received(near, behind) else last_label(near)
    follows = first_label(behind)
    if label and not (follows and _FINANCED.search(near)):
        return label, 0.85, "label-before"
    if follows:
        spent = follows == "per_unit" and _SPENT_ON.match(behind)
        return ("other", 0.6, "spent-on") if spent else (follows, 0.8, "label-behind")
    if not _REST.fullmatch(near) and (label := last_label(far)):
        return label, 0.75, "label-farther-before"
    return None


def _apposed(near: str, far: str) -> tuple[AmountRole, float, str] | None:
    """The role of a sum that is set off by commas from what it is the sum of: “contribuția proprie, în cuantum de”."""
    if _APPOSITION.fullmatch(near):
        if _MANY_END.search(far):
            return "other", 0.7, "many-projects"
        if (label := last_label(far)) in _SHARES:
            return label, 0.75, "label-apposition"
        if _GRANT_BEFORE.search(far) or _GRANT_ENDS.search(far):
            return "grant", 0.7, "label-apposition"
    apart = far.rstrip().endswith((",", ")", "-"))
    if _LINK.fullmatch(near) and apart and (label := last_label(far)) in {*_SHARES, "grant"}:
        return label, 0.75, "label-apposition"
    if (_BARE_APPOSITION.fullmatch(near) or _WHICH_IS.fullmatch(near)) and _WHOLE_ENDS.search(far):
        return "total", 0.75, "whole-apposition"
    if _BARE_APPOSITION.fullmatch(near):
        if _PROJECT_ENDS.search(far):
            return ("other", 0.7, "many-projects") if _MANY_END.search(far) else ("total", 0.7, "project-apposition")
        if far.rstrip().endswith(",") and (label := last_label(far[-_APPOSED:])) in _SHARES:
            return label, 0.75, "label-apposition"
    return None


def _before(between: str, *, first: bool) -> tuple[str, str]:
    """The text before a sum that may label it: the piece next to it, and what stands farther.

    `first` says that no sum stands before it in its sentence; otherwise the text up to the first parting
    belongs to the sum on the left.
    """
    if not first:
        parting = _PARTING.search(between)
        if parting is None:
            ands = list(_AND.finditer(between))
            return (between[ands[-1].end() :] if ands else between), ""
        between = between[parting.end() :]
    brackets = _BRACKETS_END.search(between)
    partings = list(_PARTING.finditer(between[: brackets.start()] if brackets else between.rstrip(" :-\t")))
    near = partings[-1].end() if partings else 0
    if not first and partings and partings[-1].group() in ("plus", "+"):
        return between[near:], ""  # what is added has a label of its own
    return between[near:], between[:near]


def _behind(between: str, *, last: bool) -> str:
    """The part of the text between two sums that is the left one's label."""
    bracketed = _LABEL_IN_BRACKETS.match(between)
    if bracketed:
        return bracketed.group()
    joint = _JOINT.match(between)
    between = between[joint.end() :] if joint else between
    if _PERCENTAGE_OF.match(between):
        return ""
    parting = _PARTING.search(between)
    if parting:
        return between[: parting.start()]
    ands = list(_AND.finditer(between))
    return between[: ands[-1].start()] if ands and not last else between
