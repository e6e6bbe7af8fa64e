"""Control words of rich text files: which stand for a sign, which begin what no reader of the page sees.

Source: Rich Text Format Specification 1.9.1 (Microsoft, 2008).
"""

CHARSETS = {
    77: "mac_roman", 86: "mac_romanian", 89: "mac_latin2", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850", 2: "cp1252",
}  # fmt: skip
SIGNS = {
    "tab": " ", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": " ", "_": "‑", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
UNSEEN = frozenset([
    "colortbl", "filetbl", "pict", "nonshppict", "sp", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "listtext", "pntext", "xe", "tc", "rxe", "annotation", "atnid", "atnauthor",
    "comment", "objdata", "fldinst", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "private",
    "template", "shprslt", "nonesttables", "listtable", "listoverridetable", "revtbl",
    "themedata", "datastore", "author", "operator", "subject",
    "category", "keywords", "doccomm", "company", "manager", "hlinkbase", "creatim", "revtim", "printim", "buptim",
])  # fmt: skip
SEEN_STARRED = frozenset(["footnote", "shpinst", "do", "nesttableprops"])  # of the groups that older programs skip
