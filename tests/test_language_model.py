"""A language model's summary: asked only when named, checked like every sentence, and never in the way."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import memcon
from account_specimens import specimen
from memcon.inquiries import language_model
from memcon.inquiries.account.account import account, tellings
from memcon.inquiries.account.narrative import claims, narrated, question
from memcon.inquiries.account.page import Account
from memcon.inquiries.language_model import LanguageModel, ask, chosen
from memcon.model.errors import MemconError, ModelSilent

TRUE = {"sentence": "Sapt proposed to share the cost of a new bridge.", "passage": 1, "speaker": "Sapt",
        "quotation": "both administrations should share the cost of a new one"}  # fmt: skip
KEPT = {"sentence": "Hentzau agreed after a pause.", "passage": 4, "speaker": "Hentzau",
        "quotation": "agreed to share the cost equally"}  # fmt: skip
FALSE = TRUE | {"quotation": "both administrations will build it at once"}
STITCHED = TRUE | {"quotation": "the old bridge ... share the cost of a new one"}
MISATTRIBUTED = TRUE | {"sentence": "Hentzau proposed to share the cost.", "speaker": "Hentzau"}
DISGUISED = TRUE | {"sentence": "Hentzau proposed to share the cost."}
DENIED = {"sentence": "Hentzau agreed at once.", "passage": 2, "speaker": "Hentzau",
          "quotation": "agree to any payment before the harvest"}  # fmt: skip
ELSEWHERE = TRUE | {"passage": 2}
NOWHERE = TRUE | {"passage": 99}
INVENTED = TRUE | {"sentence": "Sapt proposed to President Kennedy to share the cost."}
FIGURED = TRUE | {"sentence": "Sapt proposed to share the cost of 4,000 crowns."}
QUOTING = TRUE | {"sentence": "Sapt called it “an ultimatum” and proposed to share the cost."}
EMPTY = TRUE | {"quotation": "the cost"}


def saying(*found: Mapping[str, Any], whole: bool = True) -> bytes:
    """Write what a server answers when its model says these things."""
    content = json.dumps({"claims": list(found)})
    return answering(content, "stop" if whole else "length")


def answering(content: Any, reason: str = "stop") -> bytes:
    """Write what a server answers when its model writes some words."""
    return json.dumps({"choices": [{"message": {"content": content}, "finish_reason": reason}]}).encode()


class Server(BaseHTTPRequestHandler):
    """A server that does what the test says and keeps what it was sent."""

    behave: Callable[[Server], None]
    sent: list[dict[str, Any]]
    headers_sent: list[Mapping[str, str]]

    def do_POST(self) -> None:
        """Read a request, then behave."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.sent.append(json.loads(body))
        self.headers_sent.append(dict(self.headers.items()))
        type(self).behave(self)

    def answer(self, body: bytes, status: int = 200, length: int | None = None) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(behave: Callable[[Server], None]) -> Iterator[tuple[str, type[Server]]]:
    """Run a server on loopback."""
    kind = type("One", (Server,), {"behave": staticmethod(behave), "sent": [], "headers_sent": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", kind
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def summarised(*found: Mapping[str, Any], whole: bool = True) -> Account:
    """Give the account with what a model says, by way of a server."""
    told = tellings([specimen()])
    with served(lambda server: server.answer(saying(*found, whole=whole))) as (address, _):
        answer = ask(LanguageModel(address, "stub"), question(told[0]))
    read, trouble = claims(answer.words, whole=answer.whole)
    section, refused = narrated(told[0], read, "stub", trouble)
    return account(told, narrative=section, refused=refused)


def test_true_sentences_are_shown_marked_with_the_model() -> None:
    """What stands is shown with its quotation and passage, and says who wrote it."""
    lines = [line for line in summarised(TRUE, KEPT).section("narrative").lines if line.made_by == "stub"]
    assert [line.made_by for line in lines] == ["stub", "stub"]
    assert lines[0].plain == (
        "Sapt proposed to share the cost of a new bridge. "
        "“both administrations should share the cost of a new one” ¶1"
    )


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (FALSE, "do not stand in the record"),
        (STITCHED, "stitched together"),
        (MISATTRIBUTED, "the speaker there is Sapt, and it says Hentzau"),
        (DISGUISED, "names Hentzau first"),
        (DENIED, "a word that denies it"),
        (ELSEWHERE, "stand in another passage"),
        (NOWHERE, "a passage that the record does not have"),
        (INVENTED, "brings in President"),
        (FIGURED, "brings in 4,000"),
        (QUOTING, "quotes words that do not stand"),
        (EMPTY, "too short"),
    ],
)
def test_what_is_not_true_is_not_shown(claim: Mapping[str, Any], reason: str) -> None:
    """False, stitched, misattributed and embroidered sentences are kept back and counted; the true one beside stays."""
    made = summarised(claim, KEPT)
    shown = [line for line in made.section("narrative").lines if line.made_by == "stub"]
    assert [line.plain[:14] for line in shown] == ["Hentzau agreed"]
    assert [(one.made_by, reason in one.reason) for one in made.refused] == [("stub", True)]
    assert any("1 sentence did not pass the gate" in line.plain for line in made.section("sure").lines)


def test_nothing_true_is_said_in_a_word() -> None:
    """Where no sentence could be checked the section says so."""
    made = summarised(DISGUISED)
    assert "No sentence of stub could be checked" in made.section("narrative").lines[0].plain


@pytest.mark.parametrize(
    ("words", "count", "trouble"),
    [
        (json.dumps({"claims": [TRUE, KEPT]}), 2, None),
        (json.dumps([TRUE]), 1, None),
        ("```json\n" + json.dumps({"claims": [TRUE]}) + "\n```", 1, None),
        ("Here you are: " + json.dumps({"claims": [TRUE]}) + " I hope it helps.", 1, None),
        (json.dumps({"claims": [TRUE, KEPT]})[:-60], 1, "broke off"),
        (json.dumps({"claims": [TRUE, {"sentence": 7}, "x"]}), 1, None),
        ("The two men spoke about a bridge.", 0, "no sentence"),
        ("{" * 50_000, 0, "no sentence"),
        ("[" * 50_000, 0, "no sentence"),
        ('{"claims": ' * 5_000, 0, "no sentence"),
        ("", 0, "no sentence"),
        (json.dumps({"claims": [TRUE | {"passage": None}]}), 1, None),
        (json.dumps({"claims": [TRUE] * 40}), 12, None),
    ],
)
def test_whatever_is_whole_in_an_answer_is_read(words: str, count: int, trouble: str | None) -> None:
    """Fences, chat around the answer, half answers, nonsense: what is whole counts, and what is wrong is said."""
    found, said = claims(words)
    assert len(found) == count
    assert (said is None) if trouble is None else trouble in (said or "")


def test_an_answer_cut_by_its_limit_is_said_to_be() -> None:
    """The server's own word that the answer broke off is passed on; the whole sentences are shown."""
    made = summarised(TRUE, whole=False)
    assert "broke off" in made.section("narrative").lines[-1].plain
    assert made.section("narrative").lines[0].made_by == "stub"


def slow(server: Server) -> None:
    """Send an answer a byte at a time, without end."""
    server.send_response(200)
    server.end_headers()
    for _ in range(200):
        try:
            server.wfile.write(b" ")
            server.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def hung_up(server: Server) -> None:
    """Close the connection without a word."""
    server.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("behave", "reason", "asked"),
    [
        (lambda server: server.answer(b"", 500), "an error (status 500)", 2),
        (lambda server: server.answer(b"busy", 503), "an error (status 503)", 2),
        (lambda server: server.answer(b"{}", 401), "refuses the key. Set the environment variable MEMCON_MODEL_KEY", 1),
        (lambda server: server.answer(b"{}", 404), "no such address or model", 1),
        (lambda server: server.answer(b"", 302), "sends elsewhere", 1),
        (lambda server: server.answer(b"<html>hello</html>"), "not that of an OpenAI-compatible", 1),
        (lambda server: server.answer(b"\xff\xfe{"), "not that of an OpenAI-compatible", 1),
        (lambda server: server.answer(b"[" * 100_000), "not that of an OpenAI-compatible", 1),
        (lambda server: server.answer(answering(None)), "is empty", 1),
        (lambda server: server.answer(answering("  ")), "is empty", 1),
        (lambda server: server.answer(saying(TRUE), length=10_000), "broke off in the middle", 2),
        (lambda server: server.answer(b" " * 2_000_001), "longer than", 1),
        (hung_up, "broke off in the middle", 2),
        (slow, "did not finish its answer in 0.6 seconds", 1),
    ],
)
def test_a_model_that_fails_says_why_in_one_line(behave: Callable[[Server], None], reason: str, asked: int) -> None:
    """Errors, nonsense, half answers, silence: one line each, a second try only where it may help, no endless wait."""
    begun = time.monotonic()
    with served(behave) as (address, kind), pytest.raises(ModelSilent) as caught:
        ask(LanguageModel(address, "stub", patience=0.6), [{"role": "user", "content": "?"}])
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(kind.sent) == asked
    assert time.monotonic() - begun < 6


def test_a_second_try_helps_where_the_first_failed() -> None:
    """A server that is busy once is asked again."""
    seen: list[int] = []

    def once_busy(server: Server) -> None:
        seen.append(1)
        server.answer(saying(TRUE) if len(seen) > 1 else b"", 200 if len(seen) > 1 else 503)

    with served(once_busy) as (address, _):
        assert "Sapt proposed" in ask(LanguageModel(address, "stub"), [{"role": "user", "content": "?"}]).words


def test_nothing_listens() -> None:
    """An address where no server is."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/v1"
    with pytest.raises(ModelSilent, match="nothing listens there"):
        ask(LanguageModel(address, "stub"), [])


def test_the_key_goes_only_where_it_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key comes from the environment, is sent to this machine, and never in the clear over the net."""
    monkeypatch.setenv("MEMCON_MODEL_KEY", "secret")
    with served(lambda server: server.answer(saying(TRUE))) as (address, kind):
        ask(LanguageModel(address, "stub"), [{"role": "user", "content": "?"}])
    assert kind.headers_sent[0]["Authorization"] == "Bearer secret"
    with pytest.raises(ModelSilent, match="in the clear") as caught:
        ask(LanguageModel("http://192.0.2.1/v1", "stub"), [])
    assert "secret" not in str(caught.value)


def test_what_is_sent_is_the_record_and_no_more() -> None:
    """The numbered passages with their speakers and the title; no editors' words, no register, no other record."""
    (told,) = tellings([specimen()])
    sent = question(told)[1]["content"]
    assert "¶1 [Sapt] Sapt said that the old bridge" in sent
    assert "The drawings were sent in July" not in sent
    long = replace(specimen(), record=replace(specimen().record, text=specimen().record.text))
    assert len(question(tellings([long])[0])[1]["content"]) < 25_000


@pytest.mark.parametrize(
    ("settings", "address", "name", "expected"),
    [
        ({}, None, None, None),
        ({"language_model": {"address": "http://localhost:1/v1", "model": "m"}}, None, None, "m"),
        ({"language_model": {"address": "http://localhost:1/v1", "model": "m"}}, "", None, None),
        ({"language_model": {"address": "http://localhost:1/v1", "model": "m"}}, None, "n", "n"),
        ({}, "https://example.org/v1", "n", "n"),
    ],
)
def test_no_model_is_asked_unless_somebody_names_one(
    settings: Mapping[str, Any], address: str | None, name: str | None, expected: str | None
) -> None:
    """Off by default; archive.toml or the command turns it on; an empty address turns it off."""
    found = chosen(settings, address, name)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("settings", "address", "name"),
    [
        ({}, "http://localhost/v1", None),
        ({}, None, "m"),
        ({"language_model": "m"}, None, None),
        ({"language_model": {"address": 7, "model": "m"}}, None, None),
        ({"language_model": {"address": "http://x/v1", "model": "m", "patience": "long"}}, None, None),
        ({"language_model": {"address": "http://x/v1", "model": "m", "patience": -1}}, None, None),
        ({}, "ftp://x/v1", "m"),
        ({}, "file:///etc/passwd", "m"),
        ({}, "http://me:word@x/v1", "m"),
        ({}, "http://x:99999/v1", "m"),
        ({}, "x", "m"),
    ],
)
def test_half_a_model_or_a_wrong_address_is_said(
    settings: Mapping[str, Any], address: str | None, name: str | None
) -> None:
    """Each mistake has its line, and no password is repeated in it."""
    with pytest.raises(MemconError) as caught:
        chosen(settings, address, name)
    assert "me:word" not in str(caught.value)


def test_an_account_goes_on_without_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is down costs the account its summary and nothing else; the page says why."""
    (tmp_path / "talk.md").write_text(
        "Record of conversation of Sapt with Hentzau\n\n12 May 1922\n\n"
        "Sapt said that the bridge was old. Hentzau asked whether it would fall.\n", encoding="utf-8"
    )  # fmt: skip
    archive = memcon.create(tmp_path / "A")
    memcon.add(archive, tmp_path / "talk.md")
    memcon.process(archive)
    monkeypatch.setattr(language_model, "PAUSE", 0.01)
    (entry,) = memcon.records(archive)
    without = memcon.account(archive, entry.id)
    made = memcon.account(archive, entry.id, model_at="http://127.0.0.1:9/v1", model="stub")
    (line,) = made.section("narrative").lines
    assert "nothing listens there" in line.plain
    assert [one for one in made.sections if one.key != "narrative"] == list(without.sections)
