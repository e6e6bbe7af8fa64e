"""Every page of ours with its address."""

from explore.site import (
    about,
    asking,
    changes,
    charts,
    document,
    front,
    organisation,
    permalink,
    project,
    search,
    search_files,
)
from explore.site.asked import Route

_ID = r"(?P<id>[0-9a-z-]{1,80})"

ROUTES = (
    Route(path=r"/?", make=front.page),
    Route(path=r"/cautare", make=search.page),
    Route(path=r"/cautare\.csv", make=search_files.as_csv, is_large=True),
    Route(path=r"/cautare\.xlsx", make=search_files.as_workbook, is_large=True),
    Route(path=r"/cautare\.json", make=search_files.as_json, is_large=True),
    Route(path=rf"/proiect/{_ID}", make=project.page),
    Route(path=rf"/document/{_ID}", make=document.page),
    Route(path=rf"/organizatie/{_ID}", make=organisation.page),
    Route(path=rf"/fapt/{_ID}", make=permalink.page),
    Route(path=r"/grafice", make=charts.page),
    Route(path=r"/grafice/(?P<name>[a-z-]+)\.csv", make=charts.table),
    Route(path=r"/intrebari", make=asking.page),
    Route(path=r"/schimbari", make=changes.page),
    Route(path=r"/schimbari\.atom", make=changes.as_atom),
    Route(path=r"/schimbari\.json", make=changes.as_json),
    Route(path=r"/despre", make=about.page),
)
