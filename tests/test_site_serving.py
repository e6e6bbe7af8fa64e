"""fondoscop serve: where it answers, and in a sentence what keeps it from it."""

import http.client
import importlib.util
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest

from benchmarks.site_speed import served
from explore.site import serving
from store.database import Database


@pytest.fixture
def data(tmp_path):
    Database.open(tmp_path / "fondoscop.db").close()
    return tmp_path


def test_a_port_that_is_taken_is_told(data, run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run("serve", "--data", data, "--port", port)
    assert (code, out) == (2, "")
    assert (
        err.split()
        == (
            f"fondoscop: port {port} is taken by another program; stop that one, or choose another port with --port"
        ).split()
    )


def test_an_address_that_is_not_of_this_computer_is_told(data, run):
    code, _, err = run("serve", "--data", data, "--host", "192.0.2.1")
    assert code == 2
    assert "192.0.2.1 port 8001 can't be listened on" in " ".join(err.split())


def test_a_missing_database_is_told(tmp_path, run):
    code, _, err = run("serve", "--data", tmp_path)
    assert code == 1
    assert "there is no database" in err
    assert "fondoscop run" in err
    assert not list(tmp_path.iterdir())  # nothing was made


def test_a_database_of_an_older_schema_is_told(data, run):
    with closing(sqlite3.connect(data / "fondoscop.db")) as connection:
        connection.execute("PRAGMA user_version = 7")
    code, _, err = run("serve", "--data", data)
    assert code == 1
    assert "fondoscop rebuild" in " ".join(err.split())


def test_a_missing_extra_is_told(data, run, monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "datasette" else real(name))
    code, _, err = run("serve", "--data", data)
    assert code == 2
    assert "(datasette)" in err
    assert "pip install 'fondoscop[site]'" in " ".join(err.split())


def test_a_contact_that_is_none_is_told(data, run):
    code, _, err = run("serve", "--data", data, "--contact", "la birou")
    assert code == 2
    assert "e-mail" in err


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_answers_and_ends_when_told(data, stop):
    command = [sys.executable, "-c", "from pipeline import main; main()", "serve", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        said = process.stderr.readline()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)
        assert httpx.get(address).status_code == 200
        assert httpx.get(f"{address}despre").headers["content-security-policy"].startswith("default-src 'none'")
        assert httpx.post(address).status_code == 405
    finally:
        process.send_signal(stop)
        _, rest = process.communicate(timeout=20)
    assert "Traceback" not in rest


def test_a_visitor_who_does_not_read_the_answer_does_not_keep_it_from_ending(data):
    command = [sys.executable, "-c", "from pipeline import main; main()", "serve", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        (port,) = re.findall(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        numbers = "with+recursive+c(n)+as+(select+1+union+all+select+n%2B1+from+c+limit+100)"
        sql = f"{numbers}+select+hex(zeroblob(100000))+from+c"
        with socket.create_connection(("127.0.0.1", int(port)), timeout=20) as visitor:
            visitor.sendall(f"GET /fondoscop.json?sql={sql} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert visitor.recv(12) == b"HTTP/1.1 200"
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_connection_that_rested_is_answered_again(data):
    """Browsers and web servers keep connections open, and ask again just when a hasty server closes them."""
    with (
        served(data / "fondoscop.db") as address,
        closing(http.client.HTTPConnection(urlsplit(address).netloc)) as kept,
    ):
        kept.connect()
        own = kept.sock.getsockname()
        for rest in (0, 6):  # uvicorn itself closes after five seconds
            time.sleep(rest)
            kept.request("GET", "/robots.txt")
            answer = kept.getresponse()
            answer.read()
            assert answer.status == 200
            assert kept.sock.getsockname() == own


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]")])
def test_the_address_is_one_for_a_browser(host, shown):
    if host == "::1" and not socket.has_ipv6:
        pytest.skip("this computer has no IPv6")
    with serving.listening(host, 0) as listener:
        assert re.fullmatch(rf"http://{re.escape(shown)}:\d+/", serving.address(listener))
