"""The bundled sample: three made-up sites, served on a loopback port and run through every station."""

from pathlib import Path

from crawler.sources import load_sources
from examples import server
from jobs.build import Progress
from jobs.extraction import Extracting
from jobs.run import RunResult, Say, run

SOURCES = Path(server.__file__).parent / "sources.toml"


def demo(
    data: Path,
    *,
    extractor: Extracting,
    say: Say,
    crawling: Progress | None = None,
    reading: Progress | None = None,
) -> RunResult:
    """Serve the sample for as long as the run takes; what comes back is that of any run.

    The server answers for the made-up hosts as a proxy does, so addresses in the archive are the same
    whichever port was free.
    """
    with server.SampleServer() as sample:
        say(f"three sample sites are served at {sample.url}")
        sources = {
            key: source.model_copy(update={"proxy": sample.url}) for key, source in load_sources(SOURCES).items()
        }
        return run(data, sources, extractor=extractor, contact=None, say=say, crawling=crawling, reading=reading)
