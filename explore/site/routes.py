"""Every page of ours with its address."""

from explore.site import asking, charts, front
from explore.site.asked import Route

ROUTES = (
    Route(path=r"/?", make=front.page),
    Route(path=r"/grafice", make=charts.page),
    Route(path=r"/grafice/(?P<name>[a-z-]+)\.csv", make=charts.table),
    Route(path=r"/intrebari", make=asking.page),
)
