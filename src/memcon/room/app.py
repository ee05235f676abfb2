"""The room as a web application: every page and its JSON twin, the one route that files rulings, and the guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from time import sleep
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from memcon.archive import baskets
from memcon.archive.archive import Archive
from memcon.model.errors import ArchiveError, MemconError, NotFound
from memcon.model.extensions import listed
from memcon.room import facsimile, pages
from memcon.room.guard import Guard, key_of_room
from memcon.room.page import Asked, Page, plain
from memcon.room.reading import Reading
from memcon.room.ruling import file_ruling
from memcon.room.setting import Setting, printed
from memcon.room.studying import file_study, page_of
from memcon.room.words import Words, languages, preferred, words
from memcon.studies.study import CITED
from memcon.studies.study_forms import WRITTEN, written

YEAR = 31_536_000  # seconds that a choice of language is kept
TWIN = ".json"
PAUSES = (0.05, 0.25)  # seconds waited for a part that another process is making anew
LARGEST = 1 << 20  # bytes of a form
FIELDS = 50
Filing = Callable[[Reading, Mapping[str, str], str], str]
THEMES = ("light", "dark", "auto")
CHOICES: Mapping[str, Callable[[], Sequence[str]]] = {"lang": languages, "theme": lambda: THEMES}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the page of an error shows."""

    title: str
    status: int
    words: str


@cache
def catalogue() -> tuple[Page, ...]:
    """List the pages of the room; longer addresses first, so that a passage is not taken for a record."""
    found = listed(pages, "PAGE", Page, "memcon.pages")
    return tuple(sorted(found, key=lambda one: -len(one.address)))


def room(archive: Archive) -> Starlette:
    """Make the room of an archive."""
    reading, key = Reading(archive), key_of_room()
    shown = [route for page in catalogue() for route in _routes(page, reading, key)]
    routes = [
        Mount("/static", StaticFiles(packages=[("memcon.room", "static")])),
        Route("/correct", _writing(reading, key, file_ruling), methods=["POST"]),
        Route("/keep", _writing(reading, key, file_study), methods=["POST"]),
        Route("/study/{name}/take", _taking(reading)),
        Route("/source/{source}", _source(reading)),
        Route("/source/{source}/{name:path}", _picture(reading)),
        *shown,
    ]
    lost = _lost(reading, key)
    made = Starlette(routes=routes, exception_handlers={404: lost, 405: lost, 500: _failed(reading, key)})
    made.add_middleware(Guard)
    made.state.reading = reading
    return made


def _routes(page: Page, reading: Reading, key: str) -> list[Route]:
    twin = ("/index" if page.address == "/" else page.address) + TWIN
    answer = _answering(page, reading, key)
    tables = [Route(f"{page.address}.csv", _table(page, reading, key))] if page.table else []
    return [*tables, Route(twin, answer, name=f"{page.name}{TWIN}"), Route(page.address, answer, name=page.name)]


def _table(page: Page, reading: Reading, key: str) -> Callable[[Request], Response]:
    """Give a page's table as a file to take away, with the mark by which spreadsheets know UTF-8."""

    def table(request: Request) -> Response:
        parts = {name: str(part) for name, part in request.path_params.items()}
        try:
            lines = page.table(Asked(reading, spoken(request), parts, dict(request.query_params))) if page.table else ()
            written = "\ufeff" + "\n".join(lines) + "\n"
        except MemconError as error:
            return _trouble(request, reading, key, error)
        named = {"content-disposition": f'attachment; filename="{page.name}.csv"'}
        return Response(written, media_type="text/csv; charset=utf-8", headers=named)

    return table


def _answering(page: Page, reading: Reading, key: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        choice = _choice(request)
        return choice if choice is not None else await run_in_threadpool(_answer, request, page, reading, key)

    return answer


def _answer(request: Request, page: Page, reading: Reading, key: str) -> Response:
    parts = {name: str(part) for name, part in request.path_params.items()}
    asked = Asked(reading, spoken(request), parts, dict(request.query_params), unquote(request.cookies.get("by", "")))
    try:
        content = _content(page, asked)
    except MemconError as error:
        return _trouble(request, reading, key, error)
    if _wants_json(request):
        return JSONResponse(plain(content))
    return HTMLResponse(printed(page.template, content, _setting(request, reading, key, asked.words)))


def _content(page: Page, asked: Asked) -> Any:
    """Give a page's content; what is being made anew at this moment is waited for."""
    for wait in PAUSES:
        try:
            return page.content(asked)
        except ArchiveError:
            asked.reading.shelf.forget()
            sleep(wait)
    return page.content(asked)


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith(TWIN) or request.headers.get("accept", "").startswith("application/json")


def spoken(request: Request) -> Words:
    """Give the words of the language that the reader chose, or that the browser asks for."""
    chosen = request.cookies.get("lang", "")
    return words(chosen if chosen in languages() else preferred(request.headers.get("accept-language", "")))


def _setting(request: Request, reading: Reading, key: str, told: Words) -> Setting:
    theme = request.cookies.get("theme", "auto")
    return Setting(
        reading.archive.name, told, theme if theme in ("light", "dark") else "auto", request.url.path,
        dict(request.query_params), catalogue(), key, request.cookies.get("by", ""), request.cookies.get("because", ""),
        unquote(request.cookies.get("study", "")), baskets.names(reading.archive.folder),
    )  # fmt: skip


def _choice(request: Request) -> Response | None:
    """Keep a choice of language or theme in a cookie, and show the same page without the choice in its address."""
    kept = {name: request.query_params[name] for name in CHOICES if name in request.query_params}
    if not kept:
        return None
    rest = [(name, word) for name, word in request.query_params.multi_items() if name not in kept]
    answer = RedirectResponse("/" + request.url.path.lstrip("/") + (f"?{urlencode(rest)}" if rest else ""), 303)
    for name, word in kept.items():
        if word in CHOICES[name]():
            answer.set_cookie(name, word, max_age=YEAR, httponly=True, samesite="strict")
    return answer


def _trouble(request: Request, reading: Reading, key: str, error: MemconError) -> Response:
    """Say in plain words what went wrong and what to do."""
    status = 404 if isinstance(error, NotFound) else 503 if isinstance(error, ArchiveError) else 400
    if _wants_json(request):
        return JSONResponse({"error": str(error), "status": status}, status)
    shown = Trouble(str(status), status, str(error))
    return HTMLResponse(printed("trouble.html.j2", shown, _setting(request, reading, key, spoken(request))), status)


def _lost(reading: Reading, key: str) -> Callable[[Request, Exception], Response]:
    def lost(request: Request, error: Exception) -> Response:
        del error
        told = spoken(request)
        return _trouble(request, reading, key, NotFound(told("trouble.address", address=request.url.path)))

    return lost


def _failed(reading: Reading, key: str) -> Callable[[Request, Exception], Response]:
    def failed(request: Request, error: Exception) -> Response:
        told = spoken(request)("trouble.failed", error=f"{type(error).__name__}: {error}"[:200])
        answer = _trouble(request, reading, key, ArchiveError(told))
        answer.status_code = 500
        return answer

    return failed


def _writing(reading: Reading, key: str, file: Filing) -> Callable[[Request], Awaitable[Response]]:
    async def write(request: Request) -> Response:
        try:
            form = await read_form(request)
        except MemconError as error:
            return _trouble(request, reading, key, error)
        return await run_in_threadpool(answered, request, form)

    def answered(request: Request, form: dict[str, str]) -> Response:
        try:
            to = file(reading, form, key)
        except MemconError as error:
            return _trouble(request, reading, key, error)
        answer = JSONResponse({"filed": True, "to": to}) if _wants_json(request) else RedirectResponse(to, 303)
        for name in ("by", "because", "study"):
            given = form.get(name, "").strip()
            if given:
                answer.set_cookie(name, quote(given[:200], safe=""), max_age=YEAR, httponly=True, samesite="strict")
        return answer

    return write


async def read_form(request: Request) -> dict[str, str]:
    """Read a form's fields as a browser sends them without files.

    Raises:
        MemconError: it is larger than any form of the room, or has more fields.
    """
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST or body.count(b"&") > FIELDS:
            raise MemconError("What was sent is larger than any form of this room; nothing was filed. Write less.")
    held = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: several[-1] for name, several in held.items()}


def _taking(reading: Reading) -> Callable[[Request], Response]:
    def take(request: Request) -> Response:
        form, style = request.query_params.get("as", "markdown"), request.query_params.get("style", CITED)
        try:
            study = page_of(reading, request.path_params["name"], style)
            sheet, (_, suffix, kind) = written(study, form), WRITTEN[form]
        except MemconError as error:
            return _plain_trouble(error)
        named = f"attachment; filename*=UTF-8''{quote(study.name + suffix, safe='')}"
        return Response(sheet.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8",
                        headers={"Content-Disposition": named})  # fmt: skip

    return take


def _source(reading: Reading) -> Callable[[Request], Response]:
    def source(request: Request) -> Response:
        try:
            path, name = facsimile.received(reading, request.path_params["source"])
        except MemconError as error:
            return _plain_trouble(error)
        if path.suffix == ".pdf":
            return FileResponse(path, media_type="application/pdf", filename=name, content_disposition_type="inline")
        return FileResponse(path, media_type="application/octet-stream", filename=name)

    return source


def _picture(reading: Reading) -> Callable[[Request], Response]:
    def picture(request: Request) -> Response:
        try:
            held, kind = facsimile.picture(reading, request.path_params["source"], request.path_params["name"])
        except MemconError as error:
            return _plain_trouble(error)
        return Response(held, media_type=kind)

    return picture


def _plain_trouble(error: MemconError) -> Response:
    return Response(str(error), 404, media_type="text/plain; charset=utf-8")

