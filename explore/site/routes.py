"""Every page of ours with its address."""

from explore.site import about, document, front, organisation, permalink, project
from explore.site.asked import Route

_ID = r"(?P<id>[0-9a-z-]{1,80})"

ROUTES = (
    Route(path=r"/?", make=front.page),
    Route(path=rf"/proiect/{_ID}", make=project.page),
    Route(path=rf"/document/{_ID}", make=document.page),
    Route(path=rf"/organizatie/{_ID}", make=organisation.page),
    Route(path=rf"/fapt/{_ID}", make=permalink.page),
    Route(path=r"/despre", make=about.page),
)
