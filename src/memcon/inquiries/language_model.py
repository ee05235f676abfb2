"""A language model behind an OpenAI-compatible address: asked once, answered or not, never waited for without end.

Off unless somebody names an address. What is sent are the words of one record; what comes back is only text, and every
sentence of it goes through the gate.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from memcon.model.errors import MemconError, ModelSilent

KEY = "MEMCON_MODEL_KEY"  # the environment variable that holds the key, where archive.toml names no other
PATIENCE = 90.0  # seconds for one answer
TRIES = 2
PAUSE = 0.5  # seconds before the second try
LARGEST = 2_000_000  # bytes of an answer
MENDING_ITSELF = frozenset((408, 425, 429, 500, 502, 503, 504))  # what a second try may find better
REFUSED = {
    401: "it refuses the key. Set the environment variable {key}",
    403: "it refuses the key. Set the environment variable {key}",
    404: "it knows no such address or model. Give the address up to /v1, and the model's name as the server lists it",
}


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where a model is asked, and how long it is waited for; `key_from` names an environment variable."""

    address: str
    name: str
    key_from: str = KEY
    patience: float = PATIENCE  # seconds for one answer, the whole of it
    tries: int = TRIES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote; `whole` is False where the server says that it broke off at its limit."""

    words: str
    whole: bool


def chosen(settings: Mapping[str, Any], address: str | None = None, name: str | None = None) -> LanguageModel | None:
    """Give the model to ask: the one named, else what archive.toml says under [language_model]; None for none.

    Args:
        settings: what archive.toml says.
        address: the address, "" for: ask none; None to leave it to archive.toml.
        name: the model's name; None to leave it to archive.toml.

    Raises:
        MemconError: half of it is missing, or archive.toml says something that cannot be.
    """
    said = settings.get("language_model", {})
    if address == "" or (not said and address is None and name is None):
        return None
    if not isinstance(said, Mapping):
        raise MemconError('archive.toml: [language_model] is to be a table: address = "http://...", model = "...".')
    where, which = address or said.get("address"), name or said.get("model")
    if not (isinstance(where, str) and isinstance(which, str) and where and which):
        raise MemconError(
            "A language model needs both its address and its name: --model-at http://localhost:8080/v1 --model NAME, "
            "or address and model under [language_model] in archive.toml."
        )
    patience, key = said.get("patience", PATIENCE), said.get("key_from", KEY)
    if not isinstance(patience, int | float) or not patience > 0 or not isinstance(key, str):
        raise MemconError("archive.toml, [language_model]: patience is a number of seconds, key_from a name.")
    _taken_apart(where)
    return LanguageModel(where, which, key, float(patience))


def ask(model: LanguageModel, messages: Sequence[Mapping[str, str]]) -> Answer:
    """Ask a model, twice at most.

    Raises:
        ModelSilent: it gave no answer that can be used; the message says why and what to do.
    """
    begun = time.monotonic()
    for attempt in range(model.tries):
        last = attempt == model.tries - 1
        try:
            status, body = _posted(model, _request(model, messages))
        except _BrokeOff as broken:
            if last or time.monotonic() - begun > model.patience:
                raise ModelSilent(_why(model, str(broken))) from broken
        else:
            if status == 200:
                return _read(model, body)
            if last or status not in MENDING_ITSELF:
                raise ModelSilent(_why(model, _refusal(model, status)))
        time.sleep(PAUSE * (attempt + 1))
    raise ModelSilent(_why(model, "it was not asked, for no try is allowed"))


class _BrokeOff(Exception):
    """A connection that did not come about, or ended too soon; a second try may do better."""


def _why(model: LanguageModel, reason: str) -> str:
    return f"The language model {model.name} at {model.address} wrote nothing: {reason}."


def _refusal(model: LanguageModel, status: int) -> str:
    if 300 <= status < 400:
        return f"it sends elsewhere (status {status}). Give the address that it sends to"
    return REFUSED.get(status, f"it answered with an error (status {status})").format(key=model.key_from)


def _request(model: LanguageModel, messages: Sequence[Mapping[str, str]]) -> bytes:
    asked = {"model": model.name, "messages": [dict(one) for one in messages], "temperature": 0, "stream": False}
    return json.dumps(asked, ensure_ascii=False).encode()


def _taken_apart(address: str) -> SplitResult:
    """Take an address apart.

    Raises:
        MemconError: it is no web address, or has a name or password in it.
    """
    parts = urlsplit(address)
    try:
        fits = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) and not parts.username
    except ValueError:
        fits = False
    if not fits:
        raise MemconError(
            f"{address.rpartition('@')[2]}: no address of a language model. "
            "Give one such as http://localhost:8080/v1, without name or password."
        )
    return parts


def _at_home(host: str) -> bool:
    """Tell whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _headers(model: LanguageModel, parts: SplitResult) -> dict[str, str]:
    key = os.environ.get(model.key_from, "").strip()
    if key and parts.scheme == "http" and not _at_home(parts.hostname or ""):
        raise ModelSilent(_why(model, f"the key in {model.key_from} would go over the net in the clear. Use https"))
    if key and not key.isascii():
        raise ModelSilent(_why(model, f"the key in {model.key_from} holds letters that no key has"))
    own = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    return own | ({"Authorization": f"Bearer {key}"} if key else {})


def _posted(model: LanguageModel, body: bytes) -> tuple[int, bytes]:
    """Send a request and read the answer within the model's patience; no redirection is followed, no proxy used.

    Raises:
        _BrokeOff: no connection came about, it ended too soon, or time ran out.
    """
    parts = _taken_apart(model.address)
    headers = _headers(model, parts)
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    with _connection(model, parts) as (connection, late):
        try:
            connection.connect()
            late.socket = connection.sock
            connection.request("POST", path, body, headers)
            with connection.getresponse() as answer:
                content, status, length = answer.read(LARGEST + 1), answer.status, answer.getheader("Content-Length")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _BrokeOff(_in_words(error, model, late=late.is_set)) from error
        if late.is_set:
            raise _BrokeOff(_in_words(TimeoutError(), model, late=True))
        if len(content) > LARGEST:
            raise ModelSilent(_why(model, f"its answer is longer than {LARGEST:,} bytes"))
        if length and length.isdigit() and len(content) < int(length):
            raise _BrokeOff("it broke off in the middle of its answer")
        return status, content


@dataclass(slots=True)
class _Late:
    is_set: bool = False
    socket: socket.socket | None = None  # the answer takes the socket away from its connection, so it is kept here


@contextmanager
def _connection(model: LanguageModel, parts: SplitResult) -> Iterator[tuple[http.client.HTTPConnection, _Late]]:
    """Give a connection that is cut when the patience ends, however slowly the other side goes on sending."""
    host, late = parts.hostname or "", _Late()
    if parts.scheme == "https":
        secure = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, parts.port, timeout=model.patience, context=secure
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=model.patience)

    def cut() -> None:
        late.is_set = True
        if late.socket is not None:
            with suppress(OSError):
                late.socket.shutdown(socket.SHUT_RDWR)

    timer = Timer(model.patience, cut)
    timer.daemon = True
    timer.start()
    try:
        yield connection, late
    finally:
        timer.cancel()
        connection.close()
        if late.socket is not None:
            late.socket.close()


def _in_words(error: Exception, model: LanguageModel, *, late: bool) -> str:
    if late or isinstance(error, TimeoutError):
        return f"it did not finish its answer in {model.patience:g} seconds. Wait longer with patience in archive.toml"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there. Start the server, or look at the address"
    if isinstance(error, socket.gaierror):
        return "there is no machine of that name. Look at the address"
    if isinstance(error, ssl.SSLError):
        return f"the connection is not to be trusted ({error.reason or 'certificate'})"
    return "it broke off in the middle of its answer"


def _read(model: LanguageModel, body: bytes) -> Answer:
    """Read what an OpenAI-compatible server answers.

    Raises:
        ModelSilent: it is something else.
    """
    try:
        choice = json.loads(body.decode("utf-8"))["choices"][0]
        words = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ModelSilent(_why(model, "its answer is not that of an OpenAI-compatible address")) from error
    if not isinstance(words, str) or not words.strip():
        raise ModelSilent(_why(model, "its answer is empty"))
    return Answer(words, choice.get("finish_reason") != "length")
