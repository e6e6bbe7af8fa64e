"""What a crawl's process may do: nothing listens, nothing but the web is read, certificates are verified."""

import datetime
import json
import ssl
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.run import crawl
from jobs.crawl_issues import crawl_issues
from store.archive import Archive
from tests.crawl_server import Answer, Site, page
from tests.crawled import captured, events, issues, make
from tests.watched_crawl import ROOT, watched_crawl

LISTENING = "0A"  # /proc/net/tcp, column `st`


def children() -> list[int]:
    return [int(pid) for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()]


def listening(pid: int) -> list[str]:
    """The lines of the system's table for the sockets on which a process waits for others."""
    sockets = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            sockets.add(str(link.readlink()))
        except OSError:
            continue
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    return [line[1] for line in lines if line[3] == LISTENING and f"socket:[{line[9]}]" in sockets]


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the system does not tell who listens")
def test_nothing_listens_while_a_crawl_goes_on(tmp_path):
    found: list[list[str]] = []

    def look(path: str) -> None:
        if path == "/proiecte":
            found.extend(listening(pid) for pid in children())

    with Site({"/proiecte": page("/proiecte/unu"), "/proiecte/unu": page()}) as site:
        site.on_request = look
        assert crawl(make(site), data=tmp_path, run_id="r1", contact=None).outcome == "ok"
        # The same look sees a process that does listen.
        script = "import socket,sys; s=socket.create_server(('127.0.0.1',0)); print('x',flush=True); sys.stdin.read()"
        with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            assert len(listening(process.pid)) == 1
            process.stdin.close()
    assert found == [[]]


FILES = ("file:///etc/hostname", "data:text/html,<html>x</html>", "ftp://127.0.0.1:{}/x", "s3://galeata/x")


def test_links_and_redirects_to_what_is_not_of_the_web_are_not_followed(tmp_path):
    with Site({}) as site:
        targets = [target.format(site.port) for target in FILES]
        site.answers |= {
            "/proiecte": page(*targets, *(f"/proiecte/r{n}" for n in range(len(targets))), "/proiecte/m"),
            **{
                f"/proiecte/r{n}": Answer(status=302, headers={"Location": target}, type=None)
                for n, target in enumerate(targets)
            },
            "/proiecte/m": b'<html><meta http-equiv="refresh" content="0; url=file:///etc/hostname"><p>x</html>',
        }
        done = watched_crawl(make(site), tmp_path)
    found = issues(tmp_path)
    assert {path: kind for path, (kind, _) in found.items()} == {
        f"/proiecte/r{n}": "refused-address" for n in range(len(targets))
    }
    assert "file:///etc/hostname" in found["/proiecte/r0"][1]
    assert captured(tmp_path) == ["/proiecte/m"]
    assert set(done.connected) == {("127.0.0.1", site.port)}


HANDLERS = """
import json
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
settings = Settings()
settings.setmodule("crawler.settings")
crawler = CrawlerProcess(settings).create_crawler("site")
handlers = DownloadHandlers(crawler)
print(json.dumps(sorted(handlers._schemes)))
print(json.dumps({name: crawler.settings.getbool(name) for name in
      ("REMOTE_CONTROL_ENABLED", "TELNETCONSOLE_ENABLED", "COOKIES_ENABLED", "DOWNLOAD_VERIFY_CERTIFICATES")}))
"""


def test_only_the_web_has_a_handler_and_what_is_off_is_off():
    done = subprocess.run(
        [sys.executable, "-c", HANDLERS], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    schemes, switches = map(json.loads, done.stdout.splitlines())
    assert schemes == ["http", "https"]
    assert switches == {
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
    }


def test_a_cookie_is_never_sent_back(tmp_path):
    cookie = {"Set-Cookie": "urmarit=1; Path=/"}
    with Site({"/proiecte": Answer(page("/proiecte/unu"), headers=cookie), "/proiecte/unu": page()}) as site:
        watched_crawl(make(site), tmp_path)
    assert all("cookie" not in headers for _, headers in site.seen)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for 127.0.0.1 that nobody signed but itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mic.ro")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("tls") / "mic.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def test_a_certificate_is_verified_unless_the_source_says_otherwise(tmp_path, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Site({"/proiecte": page("/proiecte/unu"), "/proiecte/unu": page()}, tls=context) as site:
        source = make(site)
        done = watched_crawl(source, tmp_path, settings={"RETRY_TIMES": 0})
        assert (done.outcome, site.seen) == ("failed", [])
        assert issues(tmp_path)["/proiecte"][0] == "tls"
        assert "verify_tls = false" in done.message

        lax = source.model_copy(update={"verify_tls": False})
        assert watched_crawl(lax, tmp_path, run_id="r2").outcome == "ok"
        assert captured(tmp_path) == ["/proiecte/unu"]
        assert [event["verify_tls"] for event in events(tmp_path, "run_started")] == [True, False]
        (told,) = events(tmp_path, "issue", "r2")
        assert (told["kind"], told["url"]) == ("tls-unverified", None)
        assert [issue.kind for issue in open_issues(tmp_path)] == ["tls-unverified"]

        trusting = {"SSL_CERT_FILE": str(certificate)}
        assert watched_crawl(source, tmp_path, run_id="r3", environment=trusting).outcome == "ok"
        assert open_issues(tmp_path) == []


def open_issues(data: Path) -> list:
    """What the database would show of the crawls."""
    return list(crawl_issues(Archive(data / "archive").journal, lambda url, moment: False))
