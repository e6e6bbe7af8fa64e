"""A fast server that plays a site of listings and pages on loopback.

crawled_site.py PAGES PAGES_PER_LISTING     prints its port, and serves until it is ended
"""

import asyncio
import sys

PAGES, PER_LISTING = int(sys.argv[1]), int(sys.argv[2])
TEXT = "".join(f"<p>Proiectul numărul {number} are o valoare de {number * 1000} lei.</p>" for number in range(60))
MENU = "".join(f'<a href="/meniu/{number}">meniu</a>' for number in range(20)) + '<a href="/lista?p=0">lista</a>'


def html(links: str, text: str) -> bytes:
    """A page of some kilobytes."""
    page = f"<!DOCTYPE html><html><head><title>{text}</title></head><body>{links}<p>{text}</p>{TEXT}</body></html>"
    return page.encode()


def answer(path: str) -> tuple[bytes, str]:
    """Body and type for a path."""
    if path == "/robots.txt":
        return b"User-agent: *\nDisallow: /nimic\n", "text/plain"
    if not path.startswith("/lista"):
        return html(MENU, path), "text/html"
    at = int(path.partition("=")[2] or 0)
    numbers = range(at * PER_LISTING, min(PAGES, (at + 1) * PER_LISTING))
    links = "".join(f'<a href="/proiect/{number}">{number}</a>' for number in numbers)
    if (at + 1) * PER_LISTING < PAGES:
        links += f'<a href="/lista?p={at + 1}">mai departe</a>'
    return html(links, path), "text/html"


class Http(asyncio.Protocol):
    """As much of HTTP/1.1 as a crawler without bodies needs."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the connection."""
        self.transport, self.rest = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answers each request that came whole."""
        self.rest += data
        while b"\r\n\r\n" in self.rest:
            head, _, self.rest = self.rest.partition(b"\r\n\r\n")
            body, kind = answer(head.split(b" ", 2)[1].decode())
            lines = (f"Content-Type: {kind}; charset=utf-8", 'ETag: "x"', f"Content-Length: {len(body)}", "", "")
            self.transport.write(b"HTTP/1.1 200 OK\r\n" + "\r\n".join(lines).encode() + body)  # type: ignore[attr-defined]


async def main() -> None:
    """Serves for ever."""
    server = await asyncio.get_running_loop().create_server(Http, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
