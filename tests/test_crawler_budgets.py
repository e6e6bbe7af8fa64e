"""Budgets: endless calendars and chains end, are told once, and cost nothing that is known."""

import re

from crawler.budgets import pattern_of
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, make
from tests.watched_crawl import watched_crawl


class Endless(dict):
    """A site that has a page for each address of a trap, made when it is asked for."""

    def get(self, path: str, default: object = None) -> object:
        if found := re.fullmatch(r"/calendar\?luna=(\d+)", path):
            month = int(found[1])
            return page(f"/calendar?luna={month + 1}", f"/proiecte/eveniment{month}")
        if path.startswith("/calendar/"):
            return page(f"{path}/mai")
        if path.startswith("/proiecte/eveniment"):
            return page()
        return super().get(path, default)


def trap(*links: str) -> Endless:
    return Endless({"/proiecte": page(*links, "/proiecte/bun"), "/proiecte/bun": page(text="Bun")})


def budget_issues(data, run_id=None):
    return [(e["kind"], e["url"], e["message"]) for e in events(data, "issue", run_id)]


def test_addresses_that_differ_in_numbers_have_one_pattern():
    assert pattern_of("http://x.ro:80/2024/05-a?p=12&q") == "x.ro:80/#/#-a?p=#&q"
    assert pattern_of("http://x1.ro/2") == "x1.ro/#"


def test_an_endless_calendar_ends_and_is_told_once(tmp_path):
    with Site(trap("/calendar?luna=1")) as site:
        source = make(site, follow=[r"/calendar"], max_per_pattern=20)
        done = watched_crawl(source, tmp_path)
        asked = site.paths()
        site.seen.clear()
        again = watched_crawl(source, tmp_path, run_id="r2")
    assert (done.outcome, done.result["failed"], done.result["new"]) == ("ok", 0, 21)
    assert sum(path.startswith("/calendar") for path in asked) == 20
    assert "/proiecte/bun" in captured(tmp_path)
    ((kind, url, message),) = budget_issues(tmp_path, "r1")
    assert (kind, url) == ("budget-pattern", f"{site.url}/calendar?luna=21")
    assert "20 addresses of the form" in message
    assert "/calendar?luna=#" in message
    assert "raise `max_per_pattern`" in message
    # Whatever the budget, what is known is asked for again and stays.
    assert (again.result["unchanged"], again.result["vanished"]) == (21, 0)
    assert budget_issues(tmp_path, "r2") == budget_issues(tmp_path, "r1")


def test_a_chain_without_numbers_ends_at_its_depth(tmp_path):
    with Site(trap("/calendar/mai")) as site:
        done = watched_crawl(make(site, follow=[r"/calendar/"], max_depth=12), tmp_path)
    assert done.outcome == "ok"
    assert sum(path.startswith("/calendar") for path in site.paths()) == 12
    ((kind, _, message),) = budget_issues(tmp_path)
    assert (kind, "more than 12 links away" in message) == ("budget-depth", True)
    assert captured(tmp_path) == ["/proiecte/bun"]


def test_documents_of_one_host_end_at_their_budget_and_the_rest_is_not_lost(tmp_path):
    names = [f"/proiecte/{letter}" for letter in "abcdefgh"]
    with Site({"/proiecte": page(*names), **{name: page(text=name) for name in names}}) as site:
        source = make(site, max_documents=5)
        first = watched_crawl(source, tmp_path)
        assert (first.outcome, len(captured(tmp_path))) == ("ok", 5)
        ((kind, _, message),) = budget_issues(tmp_path)
        assert (kind, "`max_documents`" in message) == ("budget-documents", True)
        second = watched_crawl(source.model_copy(update={"max_documents": None}), tmp_path, run_id="r2")
    assert (second.result["new"], second.result["unchanged"]) == (3, 5)
    assert budget_issues(tmp_path, "r2") == []


def test_redirects_and_retries_cost_nothing(tmp_path):
    names = [f"/proiecte/p{number}" for number in range(4)]
    answers = {"/proiecte": page(*names)}
    answers |= {name: Answer(status=302, headers={"Location": f"{name}x"}, type=None) for name in names}
    answers |= {f"{name}x": page() for name in names}
    with Site(answers) as site:
        done = watched_crawl(make(site, max_per_pattern=4, max_documents=4), tmp_path)
    assert (done.result["new"], budget_issues(tmp_path)) == (4, [])
