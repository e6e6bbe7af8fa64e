"""Every page of ours with its address."""

from explore.site import asking, changes, charts, front, search, search_files
from explore.site.asked import Route

ROUTES = (
    Route(path=r"/?", make=front.page),
    Route(path=r"/cautare", make=search.page),
    Route(path=r"/cautare\.csv", make=search_files.as_csv),
    Route(path=r"/cautare\.xlsx", make=search_files.as_workbook),
    Route(path=r"/cautare\.json", make=search_files.as_json),
    Route(path=r"/schimbari", make=changes.page),
    Route(path=r"/schimbari\.atom", make=changes.as_atom),
    Route(path=r"/schimbari\.json", make=changes.as_json),
    Route(path=r"/grafice", make=charts.page),
    Route(path=r"/grafice/(?P<name>[a-z-]+)\.csv", make=charts.table),
    Route(path=r"/intrebari", make=asking.page),
)
