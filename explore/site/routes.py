"""Every page of ours with its address."""

from explore.site import front, search, search_files
from explore.site.asked import Route

ROUTES = (
    Route(path=r"/?", make=front.page),
    Route(path=r"/cautare", make=search.page),
    Route(path=r"/cautare\.csv", make=search_files.as_csv),
    Route(path=r"/cautare\.xlsx", make=search_files.as_workbook),
    Route(path=r"/cautare\.json", make=search_files.as_json),
)
