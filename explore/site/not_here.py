"""What the site says of an id that it doesn't know."""

from explore.site.asked import Asked, NotFoundError


def not_here(asked: Asked) -> NotFoundError:
    """For an id that no row has: it was mistyped, or what it stood for is gone or has become one with another."""
    return NotFoundError(
        asked.says(
            "Nimic nu poartă acest număr. Poate pagina din care a fost citit a dispărut, a fost ștearsă la cerere sau"
            " a fost unită cu alta; încercați căutarea.",
            "Nothing has this id. Perhaps the page that it was read from is gone, was removed on request, or was united"
            " with another one; please try the search.",
        )
    )
