"""Published collections: the bytes are the published ones or there is one clear line, and no wrong file is kept."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from toolkit import corpora
from toolkit.__main__ import main
from toolkit.corpora import File, fetch_corpus, find_corpus, list_corpora

GOOD = b"link,headline,date,body\nx,Talks,2022-02-24,We go on.\n" * 2000
SOURCE = "https://example.org/where-it-was-published"


class Server(BaseHTTPRequestHandler):
    """Right, wrong, cut short or missing, by the address."""

    def do_GET(self) -> None:
        """Answers as the folder of the address says."""
        mood = self.path.split("/")[1]
        if mood == "missing":
            self.send_error(404)
            return
        body = GOOD if mood != "wrong" else GOOD + b"one more row\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if mood == "cut" else body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def web(monkeypatch, tmp_path):
    """A collection "talks" on a local server; yields the server's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    one = File("talks", "a.csv", hashlib.sha256(GOOD).hexdigest(), f"{address}/right/a.csv", "CC BY 4.0", "Ann", SOURCE)
    monkeypatch.setattr(corpora, "list_corpora", lambda: {"talks": (one,)})
    monkeypatch.setattr(corpora, "_cache", lambda: tmp_path / "cache")
    for name in ("TOOLKIT_DATA", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
class TestFetch:
    def test_right(self, web, tmp_path):
        """The published bytes are kept and found again, without the web."""
        assert find_corpus("talks") is None
        folder = fetch_corpus("talks")
        assert (folder / "a.csv").read_bytes() == GOOD and find_corpus("talks") == folder
        assert fetch_corpus("talks", url="http://127.0.0.1:9") == folder

    @pytest.mark.parametrize(
        ("mood", "says"),
        [
            ("wrong", "not the published file (SHA-256 differs); it was not kept"),
            ("cut", "broke off"),
            ("missing", "the server answers 404"),
        ],
    )
    def test_wrong(self, web, tmp_path, mood, says):
        """Other bytes, an answer that breaks off or none: one line with the address and the place to look; no file."""
        with pytest.raises(corpora.InputError) as told:
            fetch_corpus("talks", folder=tmp_path, url=f"{web}/{mood}")
        line = str(told.value)
        assert says in line and f"{web}/{mood}/a.csv" in line and SOURCE in line and "\n" not in line
        assert list((tmp_path / "talks").iterdir()) == []

    def test_offline(self, web, tmp_path):
        """Without the web the line says so."""
        with pytest.raises(corpora.InputError, match="cannot be reached or broke off"):
            fetch_corpus("talks", folder=tmp_path, url="http://127.0.0.1:9")

    def test_no_address(self, web, tmp_path):
        """What is no web address is named."""
        with pytest.raises(corpora.InputError, match="no web address"):
            fetch_corpus("talks", folder=tmp_path, url="talks")

    def test_damaged(self, web):
        """A file in the cache that was changed is fetched again."""
        place = fetch_corpus("talks") / "a.csv"
        place.write_bytes(b"other")
        assert find_corpus("talks") is None and (fetch_corpus("talks") / "a.csv").read_bytes() == GOOD


class TestLocal:
    def test_copy(self, web, tmp_path, monkeypatch):
        """A local copy is taken as it is, and checked; a missing or changed file there is an error."""
        monkeypatch.setenv("TOOLKIT_DATA", str(tmp_path))
        with pytest.raises(corpora.InputError, match="not there"):
            find_corpus("talks")
        (tmp_path / "talks").mkdir()
        (tmp_path / "talks" / "a.csv").write_bytes(GOOD)
        assert fetch_corpus("talks") == tmp_path / "talks"
        (tmp_path / "talks" / "a.csv").write_bytes(GOOD[1:])
        with pytest.raises(corpora.InputError, match="another file than the published one"):
            fetch_corpus("talks")


class TestRegistry:
    def test_complete(self):
        """Every file has its hash, address, licence, credit and the page where it was published."""
        for files in list_corpora().values():
            for one in files:
                assert len(one.sha256) == 64 and one.url.startswith("https://") and one.source.startswith("https://")
                assert one.licence and one.credit


class TestCommand:
    def test_says(self, tmp_path, monkeypatch, capsys):
        """Status 2 and one line where TOOLKIT_DATA holds nothing."""
        monkeypatch.setenv("TOOLKIT_DATA", str(tmp_path))
        assert main(["data", "press-releases"]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
