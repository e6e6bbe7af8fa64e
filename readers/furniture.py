"""What on a page is not its content: scripts, menus, footers, forms, cookie notices, comments, sharing.

Recognised by element, by role and by whole class names, never by parts of words: `category-social` stands on
articles about social services. Nothing goes that holds more than half of the page's words.
"""

import re
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from readers.removal import drop, remove_all, sweep
from readers.sizes import size_of
from readers.teasers import drop_teasers

_NEVER_CONTENT = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
    "video", "map", "head", "select", "option", "datalist", "input", "textarea", "applet", "frameset", "noframes",
    "link", "meta",
)  # fmt: skip
_FURNITURE = ("nav", "footer", "aside", "dialog", "menu")
_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "menu",
        "menubar",
        "dialog",
        "alertdialog",
    ]
)
# Names of classes and ids, lower case and with hyphens, of things that no article is made of …
_NAMES = frozenset(
    """
    menu menus nav navbar navigation navigatie pathway breadcrumb breadcrumbs footer sidebar widget
    widgets widget-area widget-title sidebar-left sidebar-right left-sidebar right-sidebar offcanvas
    main-menu top-menu menu-item menu-container menu-wrapper menu-list menu-bar menu-principal
    nav-menu nav-links nav-links-container nav-previous nav-next mega-menu submenu sub-menu
    social-icons social-links social-media social-share social-buttons social-bar share
    share-buttons share-links share-post share-box sharing sharedaddy sharing-buttons post-sharing
    addthis-toolbox related related-posts related-articles related-content related-news
    related-items relatedposts jp-relatedposts crp-related articole-similare stiri-similare
    recomandari citeste-si citeste-si-box read-more-box comments comment-list commentlist
    comments-area comment-respond comment-form respond fb-comments disqus-thread newsletter
    subscribe ad ads advert advertisement banner banners reclama publicitate ad-container
    ads-container popup pop-up modal modal-dialog lightbox pagination pager page-numbers
    post-navigation post-nav pagenav skip-link skip-links skiplink skip-to-content
    screen-reader-text visually-hidden visuallyhidden sr-only tags tag-list tag-links tag-cloud
    tagcloud tags-links post-tags author-box author-bio search search-form search-box searchbox
    searchform login login-form loginform back-to-top backtotop scroll-to-top scroll-top scrolltop
    copyright print-link print-button topbar top-bar buttonheading print-icon email-icon hits block-social
    """.split()  # noqa: SIM905 (a list of a hundred strings is no easier to read)
)
# … and how the names begin and end that builders of sites vary.
_BEGINNINGS = (
    "cookie", "cli-", "gdpr-", "cmplz-", "moove-gdpr", "addtoany", "heateor", "yarpp", "newsletter-", "subscribe-",
    "breadcrumb", "footer-", "related-post", "mod-menu",
    "nav-menu", "share-icon", "social-icon", "popup-", "adsbygoogle",
)  # fmt: skip
_ENDINGS = (
    "-menu", "-nav", "-navigation", "-navbar", "-footer", "-sidebar", "-breadcrumbs", "-breadcrumb",
    "-widget-area",
)  # fmt: skip
_COMMENTS = frozenset(["comments", "comment-list", "commentlist", "comments-area", "fb-comments", "disqus-thread"])
_HEADER = re.compile(
    r"(?:site|page|main|top|masthead)[-_]?(?:header|head|bar|banner)?|masthead|top[-_]?bar", re.IGNORECASE
)
_LONGEST_KEPT = 200  # characters of names whose meaning is remembered: sites repeat them
_CONTENT = ("h1", "h2", "article", "main", "p", "table")


def remove_furniture(root: HtmlElement) -> None:
    """Take everything out of the tree that is not content; what stood after it stays."""
    remove_all(root, *_NEVER_CONTENT)
    for button in list(root.iter("button", "label")):
        if not _is_accordion(button):
            drop(button)
    sweep(root)
    drop_teasers(root)
    limit = size_of(root) // 2
    for element in list(root.iter()):
        tag = element.tag
        if tag == "form":
            _form(element, limit)
        elif tag not in ("html", "body") and _is_furniture(element, tag) and size_of(element) <= limit:
            drop(element)
    sweep(root)


def _is_furniture(element: HtmlElement, tag: str) -> bool:
    if tag in _FURNITURE or element.get("role") in _ROLES:
        return True
    if tag == "header":
        return next(element.iterancestors("article", "main"), None) is None and not _has_title(element)
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if names == " " or tag in ("article", "main", "h1", "p"):
        return False
    said = _said_by(names) if len(names) <= _LONGEST_KEPT else _said_by.__wrapped__(names)
    if said == "header":
        return next(element.iter(*_CONTENT), None) is None
    return said == "comments" or (said == "furniture" and next(element.iter("article", "main", "h1"), None) is None)


@lru_cache(maxsize=4096)
def _said_by(names: str) -> Literal["furniture", "comments", "header"] | None:
    """What the classes and the id of an element say of it. Of comments each may be an article."""
    separate = names.split()
    plain = [name.lower().replace("_", "-") for name in separate]
    if any(name in _NAMES or name.startswith(_BEGINNINGS) or name.endswith(_ENDINGS) for name in plain):
        return "furniture" if _COMMENTS.isdisjoint(separate) else "comments"
    return "header" if any(map(_HEADER.fullmatch, separate)) else None


def _has_title(header: HtmlElement) -> bool:
    """A header with the page's own title, and not with the name of the site, which is a link home."""
    title = next(header.iter("h1"), None)
    return title is not None and next(title.iter("a"), None) is None


def _form(form: HtmlElement, limit: int) -> None:
    """A form goes with its labels; one around the whole page (ASP.NET) or around prose is a container."""
    if size_of(form) > limit or sum(size_of(p) for p in form.iter("p", "table", "h1")) > 400:
        form.tag = "div"
    else:
        drop(form)


def _is_accordion(button: HtmlElement) -> bool:
    """The question of an accordion is a button, its answer follows."""
    if next(button.iterancestors("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"), None) is not None:
        return True
    return "accordion" in button.get("class", "") or button.get("aria-controls", "").startswith(("collapse", "acc"))
