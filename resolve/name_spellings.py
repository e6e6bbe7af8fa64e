"""What names write in several ways, said in one: numbers, sectors, saints, old spellings of towns, shortened words."""

import re
from functools import lru_cache

from resolve.old_spellings import modern

_BEFORE_LEVEL = r"(?: ^ | (?<= ^primaria\ ) | (?<= ^uat\ ) | (?<= local\ ) | (?<= \ al\ ) )"
_NO_COMPANY = r"(?! .* \b (?: srl | sa ) $ )"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# Rewritten in this order, on folded words joined by single blanks.
_REWRITES = tuple(
    (re.compile(pattern, re.VERBOSE), replacement)
    for pattern, replacement in (
        # “Școala nr. 4”, “Școala Nr 4”, “Școala numărul 4”; “Sectorul 5”, “sectorului 5”, “Sector5”
        *((rf"\b (?: nr | numarul ) \ {roman} \b", str(n)) for n, roman in enumerate(_ROMAN, start=1)),
        (r"(?<= mileniul\ ) iii \b", "3"),
        (r"\b (?: nr | numarul | no ) \ (?= \d )", ""),
        (r"\b nr (?= \d )", ""),
        (r"\b (?: sector (?: ul | ului )? \ ? | sect \ | (?<= dgaspc\ ) s \ ? ) (?= [1-6] \b )", "sector "),
        # the sectors are Bucharest's: “DGASPC Sector 1 București”, “Sectorul 6 al Municipiului București”
        (r"\b (sector \ [1-6]) \ (?: al \ | a \ )? (?: municipiul (?: ui )? \ )? bucuresti \b", r"\1"),
        (r"\b bucuresti \ (sector \ [1-6]) \b", r"\1"),
        (r"\b (?: al | a ) \ (?= sector \ [1-6] \b )", ""),
        # spellings of towns and saints
        (r"\b (?: tg | tirgu | targul | tirgul ) \b", "targu"),
        (r"\b (?: rm | rimnicu | rimnicul | ramnicul ) \ (?= valcea | vilcea | sarat )", "ramnicu "),
        (r"\b cimpulung \b", "campulung"),
        (r"\b campulung \ muscel \b", "campulung"),
        (r"\b (?: dr | drobeta ) \ tr \ (?= severin )", "drobeta turnu "),
        (r"\b (?: tr | turnul ) \ (?= severin | magurele )", "turnu "),
        (r"\b al \ i \ cuza \b", "alexandru ioan cuza"),
        (r"\b i \ ?l \ caragiale \b", "ion luca caragiale"),
        (r"\b b \ ?p \ hasdeu \b", "bogdan petriceicu hasdeu"),
        (r"\b (?: sf [ai] nt (?: u | ul | ului | a | ei )? | sfintei | sf ) \b", "sf"),
        (r"\b (?: sfintii | sfintilor | sfinti ) \b", "sf"),
        # what a saint was: “Sf. Ierarh Nicolae”, “Sf. Ap. Andrei”, “Sfinții Arhangheli Mihail și Gavriil”
        (
            r"""\b sf \ (?: (?: (?: mare | mari | marii | marele | m ) \ )? (?: mucenic | mucenica | mucenici
                  | mucenicul | muc | mc | martir | martira | martiri ) | ierarh (?: ul | i )? | ier | ap
                  | apostol (?: ul )? | arhanghel (?: ul )? | cuvios (?: ul )? | cuvioasa | cuv | proroc
                  | prooroc | voievod | preacuvios (?: ul )? | preacuvioasa ) \ (?! si \b ) (?= [^\W\d] {3} )""",
            "sf ",
        ),
        # saints of whom there are several: “Sfinții Arhangheli” alone are all of them
        (
            r"""\b sf \ (?: apostol (?: i | ii ) | arhanghel (?: i | ii ) | arh | imparati | imp )
                (?= \ (?: petru | pavel | andrei | ioan | iacob | toma | matei | luca | filip | mihail | rafail
                    | gavri+l | constantin | elena ) \b )""",
            "sf",
        ),
        # titles of those whom bodies are named after
        (r"(?<= \ ) (?: (?: prof | conf | acad ) \ (?: univ \ )? )+ (?= [^\W\d] {2} )", ""),
        (r"(?<= \ ) (?: dr | doctor | ing | profesor | academician ) \ (?! tr \b ) (?= [^\W\d] )", ""),
        # “Școala cu clasele I–VIII”, “Școala Generală” were what is “Școala Gimnazială” since Law 1/2011
        (
            r"""^ (?: scoala | sc ) \ (?: (?: generala | gimnaziala | gen ) \ )? (?: cu \ )? (?: clasele | cls | cl )
                \ i \ (?: la \ )? (?: viii | x ) \b""",
            "scoala gimnaziala",
        ),
        (r"^ (?: scoala | sc ) \ (?: (?: generala | gen ) \ )? i \ viii \b", "scoala gimnaziala"),
        (r"^ (?: scoala \ generala | sc \ gen ) \b", "scoala gimnaziala"),
        (r"^ (?: scoala | sc ) \ (?: cu \ )? (?: clasele | cls | cl ) \ i \ iv \b", "scoala primara"),
        # where a body has its seat
        (r"\b (?: cu \ )? sediul (?: \ social )? \ in \b", "din"),
        # abbreviated words
        (r"\b (?: fil | suc ) \b (?= \ \w )", "filiala"),
        (r"^ protoieria \b", "protopopiatul"),
        (r"^ (?: sf \ )? manastire(?:a)? \b", "manastirea"),
        (r"\b (?: sucursala | filiala ) \b (?: \ judeteana \b )?", "filiala"),
        (r"\b imm (?: \ ? uri (?: lor | le )? )? \b", "intreprinderilor mici si mijlocii"),
        (r"^ asociatia \ (?= societatea \ nationala \ de \ cruce \ rosie \b )", ""),
        (r"^ parohie \b", "parohia"),
        (r"\b pt \b", "pentru"),
        (r"\b jud \b", "judetul"),
        (r"\b mun \b", "municipiul"),
        (r"^ asoc \b", "asociatia"),
        (r"^ ao \b | ^ asociatia \ obsteasca \b", "asociatia"),
        (
            r"^ asociatia \ intercomunitara \ (?: de | pentru ) \ dezvoltare \b",
            "asociatia de dezvoltare intercomunitara",
        ),
        (r"\b (?: de \ )? confesiune(?:a)? \ augustana \b", "ca"),
        (r"(?<= evanghelica\ ) c \ a \b", "ca"),
        (r"^ fund \b", "fundatia"),
        (r"^ prim \b", "primaria"),
        (r"^ univ \b", "universitatea"),
        (r"^ insp \b (?= \ (?: s | g | j | t | p | de | pentru | reg | mun ) \w* )", "inspectoratul"),
        (r"\b rrom (?= (?: i | ii | ilor | a | e | ani | ales )? \b )", "rom"),
        (r"^ univers(?:ita|ite|idad) \ (?: degli \ studi \ )? (?: di | de | del | dell )? \b", "universitatea "),
        (r"^ umf \b", "universitatea de medicina si farmacie"),
        (r"^ (?: ps | prim \ sector ) \ ? (?= [1-6] $ )", "primaria sector "),
        # a Caritas is its diocese's: “Caritas a Arhidiecezei de Alba Iulia”
        (
            r"""(?<= caritas ) (?: \ a )? \ (?: arhi )? (?: diecezei | diecezan | diecezana | episcopiei )
                (?: \ romano \ catolice? )? (?: \ (?: de | a ) )? (?= \ \w )""",
            "",
        ),
        (r"^ min \b", "ministerul"),
        (r"^ cons \ jud \b", "consiliul judetean"),
        (r"^ cons \ loc (?: al )? \b", "consiliul local"),
        (r"^ dir \b", "directia"),
        (r"^ directia \ gen \b", "directia generala"),
        (r"^ (?: spit | sp ) \b", "spitalul"),
        (r"^ (spitalul (?: \ clinic )?) \ jud(?:etul)? \b", r"\1 judetean"),
        (r"^ (spitalul \ (?: municipal | orasenesc )) \ de \ urgenta \b", r"\1"),
        (r"^ spitalul \ de \ urgenta \ (municipal | orasenesc) \b", r"spitalul \1"),
        (r"(?<= din\ ) regional \ (?= (?: sud | nord | vest | centru | bucuresti ) \b )", "regiunea "),
        (r"^ par (?= \ (?: ortodoxa | ort | romano | greco | reformata ) \b )", "parohia"),
        (r"^ (parohia \ ortodoxa | protopopiatul \ ortodox) \ romana? \b", r"\1"),
        (
            r"""^ (?: societatea \ nationala \ de \ cruce \ rosie (?: \ din \ romania )?
                    | crucea \ rosie (?: \ romana )? )
                \ filiala (?: \ judeteana | (?: \ a )? \ judetul (?:ui)? )? \b""",
            "crucea rosie romana filiala",
        ),
        (
            r"^ filiala (?: \ judeteana )? \ (?: de \ cruce \ rosie | a? \ ?crucii \ rosii (?: \ romane )? ) \b",
            "crucea rosie romana filiala",
        ),
        (
            r"^ crucea \ rosie \ (?! romana | filiala | din | a \b | elvetiana | norvegiana ) (?= \w )",
            "crucea rosie romana ",
        ),
        (r"^ lic (?= \ \w )", "liceul"),
        (r"^ (?: sc \ gimn (?: aziala )? | scoala \ gimn ) \b", "scoala gimnaziala"),
        (r"^ (?: lic | liceul ) \ (?: tehn | tehnol ) \b", "liceul tehnologic"),
        (r"^ (?: lic | liceul ) \ teor \b", "liceul teoretic"),
        (r"^ col (?: eg )? \ nat \b", "colegiul national"),
        (
            r"^ cn \ (?! cai | caile | posta | administratia | loteria | imprimeria | romarm | aeroport )",
            "colegiul national ",
        ),
        (r"^ ct \ (?! bus | park )", "colegiul tehnic "),
        (r"^ tn \ (?= \w )", "teatrul national "),
        (r"^ seminarul \ teologic (?: \ liceal | \ ortodox )+ \b", "seminarul teologic"),
        (r"^ casmb \b", "cjas bucuresti"),
        (r"^ (dsp | itm | apm | djst) m? b \b", r"\1 bucuresti"),
        (r"^ csei \b", "centrul scolar de educatie incluziva"),
        (
            r"""^ (?: asociatia \ )? (?: gal | grup (?:ul)? \ (?: local \ )? (?: de | pentru ) \ actiune \ locala? ) \b
                (?: \ gal \b )?""",
            "grupul de actiune locala",
        ),
        (
            r"^ adi \b | ^ asociatia \ (?: pentru | de ) \ dezvoltare \ intercomunitara \ (?: adi \b )?",
            "asociatia de dezvoltare intercomunitara ",
        ),
        (
            r"""^ (?: asociatia \ (?: de \ dezvoltare \ intercomunitara \ )? )? (?: zona \ metropolitana
                 | (?<= asociatia\ ) metropolitana ) \b""",
            "asociatia de dezvoltare intercomunitara zona metropolitana",
        ),
        (r"^ (?: asociatia \ )? carp \b | ^ asociatia \ casa \ de \ ajutor", "casa de ajutor"),
        (r"^ casa \ de \ ajutor (?! \ reciproc )", "casa de ajutor reciproc a pensionarilor"),
        (r"^ centru \ scolar \b", "centrul scolar"),
        (r"^ (spitalul (?: \ clinic )?) \ (?: cfr | cai \ ferate | cai \ ferate \ romane ) \b", r"\1 cf"),
        (r"^ isu (?: j )? \ bucuresti \ ilfov \b (?: \ dealul \ spirii )?", "isubif"),
        (r"^ isu \ dealul \ spirii \b (?: \ bucuresti \ ilfov )?", "isubif"),
        (
            r"^ penitenciarul \ (?: de \ femei \ )? (?: ploiesti \ )? t[ai]rgsor (?: ul | u )? (?: \ nou )? $",
            "penitenciarul targsoru nou",
        ),
        (r"^ penitenciar \b (?! \ spital )", "penitenciarul"),
        (r"^ penitenciarul \ (?: constanta \ (?= poarta ) | craiova \ (?= pelendava ) )", "penitenciarul "),
        (r"^ penitenciarul \ (?: colibasi (?: \ mioveni )? | mioveni \ colibasi ) \b", "penitenciarul mioveni"),
        (r"^ penitenciarul \ bucuresti \ (?= jilava | rahova )", "penitenciarul "),
        (r"^ centrul \ scolar \ pentru \ educatie \b", "centrul scolar de educatie"),
        (r"^ (?: gradi (?: nita )? \ cu \ pp | gradinita \ pp | gpp ) \b", "gradinita cu program prelungit"),
        (r"^ (?: gradinita \ (?: cu \ )? pn | gpn ) \b", "gradinita cu program normal"),
        (rf"{_BEFORE_LEVEL} com \ {_NO_COMPANY}", "comuna "),
        (rf"{_BEFORE_LEVEL} or (?: s | as )? \ {_NO_COMPANY}", "orasul "),
    )
)


@lru_cache(maxsize=65536)
def spelt(words: str) -> str:
    """The folded words, joined by single blanks, in one spelling."""
    words = " ".join(map(modern, words.split()))
    for pattern, replacement in _REWRITES:
        words = pattern.sub(replacement, words)
    return " ".join(words.split())
