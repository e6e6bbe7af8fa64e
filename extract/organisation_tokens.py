"""The pieces that the name of an organisation is made of, on plain text: words, numbers, quotations, acronyms."""

import re

_ROLE = r"(?i:partener|lider|solicitant|beneficiar|promotor)\w{0,2}\b"  # “Asociația Zori–Partener 2”
TOKEN = re.compile(
    r"""
      (?P<initials> (?:[^\W\d_]\.){2,} [^\W\d_]? (?!\w) )                # S.R.L.  D.G.A.S.P.C.
    | (?P<word>     [^\W\d_]\w* (?:[-'/&](?!"""
    + _ROLE
    + r""")[^\W_]\w*)* )        # Pro-Vita  HEKS/EPER
    | (?P<number>   \d{1,4} (?![\w./]) )                                  # 9
    | (?P<quote>    " | '' | ,, | (?<!\w)' )
    | (?P<bracket>  \( )
    | (?P<comma>    , )
    | (?P<dash>     - )
    | (?P<and>      & )
    """,
    re.VERBOSE,
)
ACRONYM = re.compile(
    r"""\(\s* (?: [a-z]{2,12} \s+ ){0,2} ["']?                            # (denumită în continuare „CNASR”)
        (?P<acronym> (?=[^)]*[A-Z][^)]{0,20}[A-Z]) [A-Z][\w.&/+-]{1,14}
            (?: [ ] (?:S\d|[A-Z][\w-]{1,20}) )? ) ["']? \s*\)""",
    re.VERBOSE,
)
QUOTED = re.compile(r"""(?:"|''|,,|')\s?(?P<inner>[^"\n]{1,100}?)\s?(?:"|''|'(?!\w))""")
BETWEEN = re.compile(r"(?:[,;.]|(?:si|sau|cu)\b)")  # “"Asociația X" și "Fundația Y"”: between two quotations
