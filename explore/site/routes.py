"""Every page of ours with its address."""

from explore.site import front
from explore.site.asked import Route

ROUTES = (Route(path=r"/?", make=front.page),)
