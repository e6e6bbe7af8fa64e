"""What stands between a role's cue and its organisation: links, gaps and contexts, on folded text."""

import re

from romanian.lexicon import alternation

NOUN_FILLER = re.compile(
    r"""(?: (?: \s{1,9} | \s?,\s{0,9}(?!a\b) )
        (?: de|al|a|ai|ale|in|din|cadrul|acest|acestui|acestei|acestuia|proiect\w{0,5}|finantar\w{1,3}
        | implementare|parteneriat\w{0,4}|contract\w{0,4}|grant\w{0,4}|program\w{0,4}|local\w{0,3}|principal\w{0,2}
        | nostru|nostri|nerambursabil\w?|europe\w{1,4}|social\w?
        | sau|sai|lor|unic|privat\w?|public\w?|asociat\w?|strategic\w?|transfrontalier\w?
        | (?:trans|inter)?national\w?|extern\w?|strain\w?|roman\w?
        | desemnat\w? | selectat\w? | aleasa? | ales | norvegian\w? | stat\w{0,3} | donato(?:r|are)
        | secundar\w? | oficial\w? | cheie
        | de\s+investitii | lucrar\w+ | lider | nr\.?\s?\d | \d{1,2} | p\d{1,2} | iv|i{1,3} | /
        | """
    + alternation("name_words", "country")
    + r""" )\b ){0,7}
        (?: (?<=proiectului) \s* "[^"\n]{2,200}" )? (?: \s? \( [a-z]{1,3}\d? \) (?=\s?[:-]) )?""",
    re.VERBOSE,  # partenerul | principal al acestui proiect    Beneficiar | lider (BL):
)
COPULA_AFTER = re.compile(
    r"""\s* (?P<link> ,?\s* (?: este | sunt | e | a[ ]fost | au[ ]fost | va[ ]fi | vor[ ]fi | fiind | il[ ]reprezinta
        | (?:ii|ne|i-a|i-au)[ ](?:este|sunt|fost) )\b
      | : | - | \( | , )? \s* (?:pe\s+)?""",
    re.VERBOSE,  # (partenerii) sunt …    (solicitant):    (are ca parteneri) pe …
)
CAPACITY = re.compile(
    r"""(?: (?:in\ calitate|in\ calitatea|avand\ calitatea|in\ rol|cu\ rol|cu\ statut|cu\ statutul)\ de
        | ca | drept | ca\ si )\s+$""",
    re.VERBOSE,  # în calitate de (partener)
)
HAS = re.compile(r"\b(?:are|au|avand|a avut|avem|avandu-i|il are|ii are)\s+(?:ca\s+|drept\s+)?$")
"""(proiectul) are ca (parteneri)"""
COPULA_BEFORE = re.compile(
    r""".{0,40}? \b (?: este | sunt | e | a\ fost | au\ fost | va\ fi | vor\ fi | fiind
          | (?:are|au)\ (?:calitatea|rolul|rol)\ de
          | (?:a|au)\ fost\ (?:ales|aleas|desemnat|cooptat)\w{0,2} | devin\w{0,2} | (?:a|au)\ (?:devenit|intrat) | intra
          | s-au?\ alaturat | participa | (?:a|au)\ participat | figureaza ) \s+
        (?:si\ )? (?: un\  | unul\ dintre\  | ca\  | drept\  | in\ calitate\ de\  )?$""",
    re.VERBOSE,  # (Fundația X) este (partener)
)
APPOSITION = re.compile(r"\s*(?:\([^()]{0,30}\)\s*)?[,(-]\s*(?:este\s+)?$")
AND_THEN = re.compile(r"\s*,\s*(?:si|iar)\s")
CLOSED = re.compile(r"\s*(?:[\"),.;:-]|$|in\b|din\b|si\b|a\b|al\b|care\b|pentru\b|anunta\b|implement|deruleaz|la\b)")
AGENT = re.compile(
    r"(?P<middle>.{0,130}?)(?:^|(?<=\s)|(?<=,))(?<![^\d.]\d\s)(?<![^\d.]\d\d\s)"  # not “în 34 de județe”
    r"(?:de(?:\s+catre)?|catre|by)\s+",
    re.DOTALL,
)
DONE_BY = re.compile(r"\b(?!finant|cofinant|sustin|sprijin|aprob)[a-z]{3,}[ts][aei]? de(?: catre)? $")
"""“activități organizate de (X, în parteneriat cu Y)”"""
AND_ANOTHER = re.compile(r",\s*(?:iar|si)\s+(?:firma\s+)?$")
WITH_THINGS = re.compile(r"\s+(?:cu\s|(?!anunt|deruleaz|implement)[a-z]{3,}(?:ul|ele|ile|urile|eaua|ia|ria)\b)")
AND_BY = re.compile(r",?\s*(?:iar|si)\s+(?!in\b|parteneri?\w*\b)[a-z]+(?:\s[a-z]+)?\s+de\s+(?:catre\s+)?")
"""“mobilierul a fost dat de X, iar hainele de (Y)”"""
ON = re.compile(r"\s+pe\s")
MONEY_AFTER = re.compile(
    r"""\s*,?\s* cu \s+ (?:suma\ de\s+)? (?:peste\s+|circa\s+)? \d[\d.,]{0,15} \s* (?:mii|mil\w{0,6})? \s*
        (?:de\s+)? (?:lei|ron|euro|eur|dolari)""",
    re.VERBOSE,  # (sprijinit de X) cu 20 mii euro
)
FINANCE = re.compile(
    r"finant|nerambursabil|\bbani|\bgrant|contribut|\bfond(?:uri|ul)|\bbuget|\bplatit|sprijin|sustinut|asistent"
)
OF_WHOM = re.compile(r"\b(?:al?|ai|ale)\s+$")
PREPOSITION = re.compile(
    r"\b(?:din|de|la|cu|prin|pentru|catre|al|a|ai|ale|in|pe|sub|cadrul|lui|langa|intre|directorul|presedintele|"
    r"partea|si al|si a|membru|membra|reprezentantul|reprezentanta|seful|sefa|coordonatorul|consilier)\s+$"
)
STAFF = re.compile(
    r"(?:^|(?<!\w))(?:echipa|reprezentantii|conducerea|specialistii|angajatii|voluntarii|managementul)\s+$"
)
ADVERBS = re.compile(
    r"""(?: ,?\s* (?: si | inclusiv | integral | partial | total | financiar | anual | direct | exclusiv | initial | azi
          | astazi | ieri | recent | din\ nou | in\ totalitate | in\ acest\ an | in\ anul\ \d{4} | in\ \d{4} )\b ){0,3}
        \s*""",
    re.VERBOSE,  # (susținut) și în acest an (de X)
)
ADDRESS = re.compile(r"\b(?:sediul|strada|localitatea|adresa|(?:str|bd|bl)\.)[^;\n]{0,80},\s*$")
SEATED = re.compile(r"\s*,\s*(?:cu sediul|avand sediul|cu adresa|cod fiscal|cui\b|c\.u\.i)")
MONEY_WON = re.compile(
    r"(?:acces|obtin|atra|castig|primi)\w*\W(?:[^.;\n]{0,60}\W)?(?:finantar|fonduri|grant|nerambursabil)"
)
WITH_PROGRAMME = re.compile(r"\s*[-,(]\s*(?:prin\s+)?programul(?:ui)?\s+operational")
"""“Fondul Social European – Programul Operațional Capital Uman”"""
CLITIC = re.compile(r"(?:il|l-au?)\b")
AUXILIARY = re.compile(r"\b(?:a|au|va|vor)\s+$")
CONTRACT = re.compile(r"\bcontract\w* de (?:finantare|grant)")
GIVEN_BY = re.compile(
    r"(?:finant\w+|\bbani\w*|\bgrant\w*|\bsum[aei]\w*|\blei|\beuro|\bdonati\w+|\bfonduri\w*|nerambursabil\w*)"
    r"[^.]{0,60}?\b(?:de la|din partea)\s+$"
)
ON_PROJECT = re.compile(
    r"""\s* (?:,[^,]{0,60},)? \s+
        (?! (?:la|de|din|in|pentru|si|cu|prin|este|sunt|care)\ | finant | sprijin | sustin | aprob | votea | anali
          | evalu | monitor | parti | vizit )
        (?: [a-z-]{1,14}\s+ ){1,3}? (?:un\s+|noul\s+|acest\s+)? (?:nou\s+)?
        proiect(?:ul|ului)? (?:\ [a-z]{3,12})? \s* (?:"|de\b(?!\s+(?:lege|hotar|ordon|ordin|buget|act)))""",
    re.VERBOSE,  # (Fundația X) pregătește proiectul „…”
)
THROUGH_PROJECT = re.compile(
    r"""\s* (?: prin | in\ cadrul | cu\ ajutorul | odata\ cu | datorita ) \s+ (?:intermediul\s+)? (?:noul\s+|acest\s+)?
        proiect(?:ul|ului) (?:\s+[a-z]{2,14}){0,3} \s* "[^"\n]{2,250}" [^"\n.:;]{0,80}? ,\s*""",
    re.VERBOSE,  # Prin proiectul „…”, cod 123, (Fundația X oferă …)
)
THROUGH_THIS = re.compile(
    r"\s*(?:prin|in\s+cadrul)\s+(?:acest\s+proiect|acestui\s+proiect|proiect(?:ul)?(?:ui)?(?:\s+nostru)?)\s*,?\s*"
)
"""“Prin acest proiect, (X duce …)”."""
DOES = re.compile(
    r"""\s*(?:\([^()\n]{0,30}\)\s*)?(?:,[^,\n]{3,120},\s*)?
        (?! finant | cofinant | sprijin | sustin | aprob | votea | evalu | monitor | particip | vizit | benefici | prime
          | anal | (?:sunt|este|are|au)\b
          | a\ (?:fost|finant|sprijin|sustin|aprob|votat|particip|vizit|primit|beneficiat|decis) )
        (?: (?:isi|si-a|ii|ne|va|vor|a|au)\ [a-z]+ | [a-z]{2,}(?:aza|este|esc|uie|oara|ana|eaba)\b
          | ofera\b | ajuta\b | asigura\b | da\b | duce\b | aduce\b | vine\b | face\b | pune\b | lanseaza\b | deschide\b
          | isi\ propune\b | invita\b | asteapta\b | incepe\b | continua\b | ridica\b | cauta\b | vrea\b )""",
    re.VERBOSE,  # (Fundația X) oferă …
)
IN_PROJECT = re.compile(
    r'''(?:(?!,\s*care\b)[^.:;"\n]){3,160}?
        \b(?:prin|in\ cadrul|in|cu\ ajutorul)\s+ (?:noul\s+|acest\s+)? proiect(?:ul|ului)
        (?:\s+[a-z]{2,14}){0,3} \s* "''',
    re.VERBOSE,  # (Fundația X ajută) 30 de familii prin proiectul „…”
)
GRANTED = re.compile(
    r"""\s* (?:\([^()\n]{0,30}\)\s*)? (?:,[^,\n]{3,80},\s*)?
        (?: i\ s-au? | i-au?\ fost | ii\ (?:este|sunt|va\ fi|vor\ fi) | le-au?\ fost | li\ s-au? ) \s
        (?: recent\s | deja\s )?
        (?: aprob | accept | select | finant | atribui | acord | admis | contract ) \w{0,4} \s
        [^.;:"\n]{0,60}? \b proiect (?!\w{0,4}\s+(?:de\s+(?:lege|hotar|ordon|ordin|buget|act)|legii)) """,
    re.VERBOSE,  # (Fundației X) i-a fost aprobat proiectul „…”
)
WHO_RUNS = re.compile(r"\s*,\s*(?:(?:organizati|asociati|fundati|instituti|compani)[ea]\s+(?:\w+\s+)?)?care\s+")
RUNS_IT = re.compile(r"\bpe care\s+(?:il\s+|o\s+)?(?:va|vor|l-a|l-au)\s+(?:derul|implement|desfasur|realiz)\w+")
"""“X a prezentat proiectul „…”, pe care îl va derula”."""
RECEIVED_FROM = re.compile(r"\b(?:primi|primes|obtin|castig|atras)\w*[^.;]{0,40}\b(?:de la|din partea)\s+$")
A_GRANT = re.compile(r"\s*,?\s*(?:o|un|suma|\d)[^.;,]{0,30}\b(?:finantar|grant|sponsoriz|donati|lei|euro|subventi)")
SUM = re.compile(
    r"\d\s*(?:de\s+)?(?:mii\s|mil\w*\s)?\s*(?:de\s+)?(?:lei|ron|euro|eur|dolari)\b|\bproiect|\bfinantare\b|\bgrant\b"
)
SUM_ENDS = re.compile(r"\d\s*(?:de\s+)?(?:mii\s|mil\w*\.?\s)?\s*(?:de\s+)?(?:lei|ron|euro|eur|dolari)\s+$")
A_SUM = re.compile(
    r"\s*(?:\([^()\n]{1,12}\))?\s*[:-]?\s*\d[\d., ]{2,20}\s*(?:de\s+)?(?:mii|mil\w*)?\s*(?:de\s+)?(?:lei|ron|eur)\b"
    r"|\s*(?:\([^()\n]{1,12}\))?\s*[:-]?\s*\d[\d., ]{2,20}\s*(?:de\s+)?(?:mii|mil\w*)?\s*(?:de\s+)?euro\b"
)
"""“FEDR: 3.048.254,29 lei”, “FEDR (85%): 50.430 euro”"""
ASIDE_AND_BLANKS = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?")
ARE = re.compile(r"\s+(?:sunt|este|au fost|a fost|vor fi|va fi)\s+")
PURCHASE = re.compile(r"\b(?:achiziti|licitati)\w+")
BUILT = re.compile(r"(?:construi|ridica|facu|realiza|executa|deschi|amenaja)")
OBJECT = re.compile(r"\b(?:la|in|din|cu|pentru|catre|pe langa|cadrul)\s+$")
"""“depus la X de Y”: X is where, not who."""
ASIDE = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?,?\s*$")
PROJECT = re.compile(
    r'\bprogram(?:ul|ului)?(?: \w+)?\s+"|'
    r"(?<!apel de )(?<!apelul de )(?<!apeluri de )(?<!apelurile de )(?<!propuneri de )(?<!apel pentru )"
    r"\bproiect\w*(?!\w|\s+(?:de\s+(?:lege|hotar|ordon|ordin|buget|act)|legii))|\bimplementar"
)
THROUGH = re.compile(r"\s*,?\s*prin\s+(?:intermediul\s+)?")
SELLERS = frozenset({"company", "bare", "recognised"})
SIGN_AS_PAYERS = frozenset({"ministry", "government", "agency", "authority"})
"""“Ministerul X a semnat contractul de finanțare”: who pays signs as well."""
SHARE_OF = re.compile(r"\b(?:contributi[ae]|(?:co-?\s?)?finantarea)\s+(?:financiara\s+)?(?:al?\s+)?$")
PUBLIC_PAYERS = frozenset({"county-council", "local-council", "city-council", "town-hall", "ministry"})
"""“Cofinanțarea Consiliului Local X este de …”: of others it is their own share as applicants."""
RUN_BY = re.compile(r"\b(?:administrat|gestionat|operat)[ae]? de (?:catre )?(?:un |o )?$")
RUN_PROGRAMMES = frozenset({"ministry", "authority", "agency", "social-fund", "fund-body"})
PROGRAMME = re.compile(r"\b(?:program(?:ul|ului)|granturi(?:le|lor)?)\b(?![^.;\n]*\bproiect)")
"""“Programul Operațional Regional este implementat de Ministerul X”: a programme is no project."""
SERVICES = re.compile(r"\b(?:servicii\w*|cursuri\w*|consiliere\w*|terapii\w*|ingrijiri\w*)\s(?:[a-z]+\s){0,2}$")
ACTING_BODIES = frozenset({"authority", "agency", "dgaspc", "anes", "anpd", "anpdca", "anofm", "das"})
ATTENDANCE = re.compile(r"(?:\bparticip|\bprezent[iae]\b|\binvitat)(?![^.;]{0,60}\b(?:proiect|parten))")
SUBJECT_VERB = re.compile(
    r"""\s*(?:\([^()\n]{0,30}\)\s*)?
        (?: (?:si-)?(?:a|au|va|vor)[ ]
            (?!particip|fost|aprob|avut|vizit|primit|inchei|semn|stabil|intaln|discut|vorbi)[a-z]{3,}
          | (?!colabor|particip|lucr|comunic)[a-z]{3,}(?:eaza|asoara|este) )\b""",
    re.VERBOSE,  # (Crucea Roșie X) a ținut, în parteneriat cu …
)
A_VERB = re.compile(
    r"\s*(?:\([^()\n]{0,30}\)\s*)?(?!(?:de|din|la|cu|si|in|pentru|prin|care|al|ai|ale|este|sunt)\b)[a-z]+"
)
