"""What stands before, in and behind a project's title, on folded text unless a name says otherwise."""

import re

from romanian import lexicon

# “Titlul proiectului: …”, “Denumire proiect: …”, “Proiect: …”; the value behind it or on the next line
LABEL = re.compile(
    r"""
    (?: (?:titlul?|denumire\w*|nume(?:le)?) \s+ (?:complet[aă]? \s+)? (?:al?\s+)? proiect\w*
        (?:\s+(?:este|in\s+limba\s+romana))? (?: \s* [:|] \s* | \s+[-|]\s+ | \s*\Z )
      | (?: (?:project\s+)?title | proiect(?:ul)? | titlul?(?=\s*:\s*") ) \s* : \s* )
    """,
    re.VERBOSE,
)
# “Cod SMIS: 140021 – Titlu proiect: …”
LABEL_INSIDE = re.compile(r"[-|;,]\s*(?:titlul?|denumire\w*|numele)\s+(?:al?\s+)?proiect\w*\s*:\s*")
LABEL_CELL = re.compile(r"(?:titlul?|denumire\w*|numele)\s+(?:complet[aă]?\s+)?(?:al?\s+)?proiect\w*\s*:?")
# what ends a title that no quotation mark ends, on folded text
TITLE_END = re.compile(
    r"""
    [,;(]?\s{0,8}(?:-\s{0,8})? (?<!\w)
    (?: cod(?:ul)?\s+(?:my)?smis | (?:my)?smis | cod\s+proiect | id\s*:? \s*\d | contract\w*\s+(?:de|nr) )
    | \s{0,8}[,(]? \s{0,8} (?<!\w)
      (?: nu | se\s+(?:desfasoara|deruleaza|implementeaza|adreseaza|va|vor|afla|incheie)
        | este | are | s-au? | (?:a|au|va|vor)\s+(?:fost|fi|avut|avea) | sunt | au
        | vizeaza | urmareste | isi\s+propune | prevede | implementat\w* | derulat\w* | finantat\w* | cofinantat\w*
        | in\s+valoare | desfasurat\w* | realizat\w* | depus\w* | beneficiaza
        | a\s+(?:inceput|demarat|ajuns|adus|primit)
        | \w{3,20}eaza | continua | ofera | aduce | sprijina | presupune | cuprinde | include )
      (?!\w)
    | ,\s+ (?: din | in | cu | pe | care | prin | iar | precum | avand | ce | la | (?:un\s+)?proiect ) (?!\w)
    | [.;](?:\s|$) | [!?]\s*\Z | \n | (?<=\w)"  # opened nowhere, and closed here
    """,
    re.VERBOSE,
)
ACRONYM = re.compile(r"[A-Z][\w&+-]*[A-Z]{2}[\w&+.-]*|[A-Z]{2,}\w*[0-9]\w*")
# “MARA, 40 de mame …”, “RO-CARE a avut loc”: an acronym that goes on with a comma or a small letter is the whole name
ACRONYM_ENDS = re.compile(rf"(?P<acronym>(?:{ACRONYM.pattern})(?:[ -][A-Z]{{2,}}[\w-]*){{0,3}})(?:,|\s+(?=[a-z]))")
OTHER_ACRONYMS = ("acronyms", "organisations", "funders", "programmes", "short_forms")
_TAKES_PLACE = (
    r"(?:(?:finaliz|lans|implement|demar|derul|promov|aprob|semn|continu|prezent)ar|(?:incep|inchid|inchei)er)"
)
# “proiectul intitulat X …”, “finalizarea proiectului: X”; but “Bugetul proiectului: …” is a label of something else
UNQUOTED = re.compile(
    rf"""
    (?: (?<!\w) [Pp]roiectul (?:[ ]*:)? | (?<!\w) [Pp]roiectului
      | (?<!\w) (?i: {_TAKES_PLACE} e [ ] proiect ) (?:[ ]*:)?
      | (?<!\w) (?i: {_TAKES_PLACE} (?:ea|ii) [ ] proiectului ) (?:[ ]*:)? ) [ ]+
    (?:european[ ]+)? (?: (?:intitulat|denumit|cu[ ]+(?:titlul|acronimul)|nostru,?) [ ]+ )? "? (?=[A-Z])
    | (?<!\w) [Cc]ontract(?:ul|ului)?[ ]+de[ ]+finantare[ ]+(?:pentru|aferent|privind)[ ]+ (?=[A-Z][a-z]+[aei]rea[ ])
    """,
    re.VERBOSE,
)
ITEM = re.compile(r"Proiect[ ]+(?=[A-Z])")
# “Managerul proiectului Maria Pop”
STAFF = re.compile(r"(?<!\w)(?:echip|manager|coordonato|directo|responsabil|contabil|expert|asistent)\w*\s+\Z")
# “„X” – „Y” …”: what stands behind a dash or in brackets says more of X
USED_UP = re.compile(r"\"[^\"]*\"\s*[-(]\s*\Z")
PROGRAMME_NAMED = re.compile(
    r"program(?:ul|ului)\s+(?:national|operational|de\s+interes)|axa\s+prioritara|obiectivul\s+specific"
)
ANNOUNCED = re.compile(r"(?<!\w)(?:proiect(?:ul)?|(?!valoare)\w{4,20}[ae](?:re|rea|rii)\s+proiectului)\W*\Z")
# “a depus trei proiecte: „A” – 3 milioane; „B” …”
SEVERAL = re.compile(
    r"(?<!\w)(?<!apel de )(?<!apelul de )proiecte(?:le)?(?!\w)(?!\s+de\s+(?:hotar|lege|act))[^\":;.]{0,200}:"
)
NEXT_OF_SEVERAL = re.compile(r"(?:[:;,-]|(?<!\w)si|respectiv|precum\s+si)\s*\Z")
# “Două proiecte … . Este vorba despre „A” și „B””
THAT_IS = re.compile(r"\s*(?:este|e)\s+vorba\s+(?:despre|de)\s+(?:\"[^\"]*\"[\s,]*(?:si\s+|precum\s+si\s+)?){0,9}\Z")
SAID_BEFORE = re.compile(r"(?<!\w)proiect(?:e|ele|elor)(?!\w)(?!\s+de\s+(?:hotar|lege|act))")
IS_SAID_BEHIND = re.compile(
    r"\s-\s+(?:un\s+)?proiect\s+(?:finantat|cofinantat|derulat|implementat|desfasurat|realizat|depus|castigat|sustinut|"
    r"al|a|cu\s+finantare|european|social|educational|pilot)(?!\w)"
)
TITLE_ALONE = re.compile(r"titlul?\s*:\s*")
LIST_OF_PROJECTS = re.compile(
    r"\W*(?:alte\s+|lista\s+)?proiecte(?:le|lor)?(?!\w)(?!\s+de\s+(?:hotar|lege|act))[^.;\n]{0,90}:?\s*"
)
OWNER_OF_ITEM = re.compile(r"[^\W\d_][^\":;.\n]{3,90}\s[-:,]\s(?=\")")
NOT_A_TITLE = re.compile(rf"{lexicon.words('not_titles')}(?!\w)|\d")
IS_A_PROJECT = re.compile(
    r"""
    \s*,?\s* (?:\([^)]{0,40}\)\s*)?
    (?: (?:este|e|a\s+fost|reprezinta) \s+ (?: (?:un|numele\s+unui|cel\s+mai\s+\w+|primul|ultimul|noul) \s+ proiect
        | unul\s+(?:dintre|din)\s+proiectele
        | numele\s+proiectului(?!\s*") | proiectul (?!\w|\s*") )
      | se\s+(?:desfasoara|deruleaza|implementeaza)(?!\w)
      | (?:un\s+)?alt\s+proiect\s+(?:al|a|de|derulat|depus|finantat|implementat|social)(?!\w)
      | (?:(?<=,)|-)\s*(?:(?:un|noul|primul|cel\s+mai\s+nou)\s+)? proiect(?:ul)?\s+
        (?! (?:intitulat|denumit|numit|cu\s+titlul)\s*"
          | de\s+(?:hotarare|lege|ordin|ordonanta|act|buget)) [a-z] )          # „X”, proiect finanțat de …
    """,
    re.VERBOSE,
)
# “„X”, finanțat din …”: a title with its participle, where no other noun says what it is
FINANCED = re.compile(
    r"\s*,?\s*(?:\([^)]{0,40}\)\s*,?\s*)?(?:este\s+|a\s+fost\s+)?(?:co)?(?:finantat|implementat|derulat)\s+"
    r"(?:prin|din|de|cu|in\s+cadrul|in\s+parteneriat|integral|partial)\s"
)
NO_PROJECT = re.compile(
    r"(?:fond|program|granturi|schem|mecanism|apel|masura|axa|leg(?:ea|ii)|centr|cas[ae]\s|camin|asociati|fundati|"
    r"scoala|liceu|spital|cantin|adapost|complex|ordin|hotarar)"
)
# “Programul „X” a ajutat …”: an undertaking of its own, when the page names no project
OWN_PROGRAMME = re.compile(
    r"(?:\A|[.!?]\s+|,\s+)(?:un\s+|noul\s+)?program(?:ul)?(?:\s+(?:social|educational|nostru))?\s*\Z"
)
AT_WORK = re.compile(
    r"""[\s,]* (?: (?:a|au|va|vor)\s+ (?:ajuta|sprijini|oferi|hrani|gazdui|consilia)t?
      | ofera | sprijina | ajuta | asigura | se\s+adreseaza
      | (?:este\s+)?(?:derulat|implementat|initiat|desfasurat|organizat|dezvoltat)\s+(?:de|in|cu) ) (?!\w)""",
    re.VERBOSE,
)
PROJECT_IS = re.compile(
    r"(?<!\w)proiect(?:ul)?(?!\w)[^.!?]*\s(?:este|a\s+fost|e)\s*:?\s*$"
    # “un proiect elaborat de X și aprobat de Y: „Z””
    r"|(?<!\w)(?:un|alt|noul|acest)\s+(?:nou\s+)?proiect\s+(?:\w+\s+)?"
    r"(?:finant|cofinant|elabor|aprob|depus|derul|implement|castig|propus|initi|realiz|promov)\w*\s[^.:;!?\"]{3,150}:\s*$"
)
# “Proiectul Fundației X, „Y””, “proiectul finanțat de Uniunea Europeană, „Y””
OWNER = re.compile(
    r"\bproiect(?:ul|ului)\s+(?:[a-z]+(?:ei|lui|ii)|(?:finant|cofinant|derul|implement|depus|castig|initi|coordon)\w*)"
    r"\s[^\",]{2,60},\s*(?:(?:intitul|denum|num)it\s*|intitulat\s*)?$"
)
ITEM_NUMBER = re.compile(r"\W*\d{1,3}\s*[.)-]?\s*")
ELSEWHERE = re.compile(r"(?<!\w)(?:in|la|din|de\s+la|langa)\s*$")  # “… proiectului, în „Stejarul” …”
CODE_BEFORE = re.compile(r"^\W*(?:[a-z]{2,8}[-/ ]?)?\d+[\w./-]*\s*[:.)-]?\s*$")
YEARS_BEFORE = re.compile(r"^\s*(?:(?:19|20)\d\d\s?-\s?(?:19|20)?\d\d|(?:19|20)\d\d)\s*[:.-]?\s*(?:proiectul\s+)?")
NO_HEADING = re.compile(
    r"^\W*contract\w*\s+(?:de\s+finantare\s+)?nr|[:|]|[.;,]\s*$|\S\s{2,}\S"
)  # a sentence, a label, a menu on one line
FACT_LABEL = re.compile(
    r"""
    (?: finantar\w+ | finantator\w* | perioad\w+ | durat\w+ | solicitant\w* | beneficiar\w* | promotor\w*
      | parteneri? | partener\w*\s+\w+ | valoare\w* | buget\w* | contract\w*\s+de\s+finantare
      | cod\w*\s+(?:my)?smis | program\w* | lider\w* | obiectiv\w*
      | scop\w*\s+proiect\w* | surs[aei]\w*\s+de\s+finantare )
    [^:\n]{0,40} (?: : | $ | \s-\s )
    """,
    re.VERBOSE,
)
# “Lansarea proiectului X”, “Fișa proiectului X”, “Proiectul X”: what a heading says before the title
OF_PROJECT = re.compile(r"(?:(?:\w{4,20}[ae](?:re|rea)|fisa)\s+proiectului|proiectul)\s+(?=\w)")
# what makes a line above a label a sentence
PREDICATE = re.compile(
    r"(?<!\w)(?:(?:a|au|va|vor)\s+(?:fost|fi|avut|beneficiat|primit)|s-au?|sunt|se\s+(?:va|vor|afla|desfasoara|deruleaza))(?!\w)"
)
PART_OF_A_PAGE = re.compile(rf"(?:\W|[ivx]{{1,4}}[.)])*{lexicon.words('not_titles', kind='heading')}(?!\w)|.*\?\W*\Z")
# what stands below a title that is a heading: “Proiect implementat de …”, “Proiectul urmărește …”
TOLD_BELOW = re.compile(
    r"(?:prin|in\s+cadrul)\s+acest(?:ui)?\s+proiect(?!\w)(?!\s*\")|proiect(?:ul)?\s+(?:(?:este|a\s+fost)\s+)?(?:implementat|finantat|cofinantat|derulat|desfasurat|depus|realizat|urmar|vizeaz|"
    r"isi\s+prop|are\s+(?:ca|drept|o)|prevede|se\s+(?:adres|derul|desf|implem)|consta|contribuie|raspunde|sprijin|ofera|va\s)"
)
SUM_BEHIND = re.compile(r"\s*\([^()]*\d[^()]*\)\W*\Z")  # “… (5.000.000 euro)”
WORKS = re.compile(rf"{lexicon.words('title_words')}(?!\w)(?:[\s,]+[\w.+()-]+){{3}}")
COLUMN = re.compile(r"(?:titlul?|denumire\w*|nume\w*)\s+proiect\w*.{0,40}|(?:proiect\w*|project)(?:\s+title)?")
