"""The limits of how this code is written, held by tests."""

from __future__ import annotations

import ast
import re
import statistics
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "src" / "memcon").rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]
FORBIDDEN = {"data", "item", "items", "handler", "manager", "utils", "helper", "meta"}
ROOMS = [
    {"cli"}, {"room"}, {"studies"}, {"inquiries"}, {"search", "processing"}, {"archive"}, {"accession", "analysis"},
    {"model", "calendar"},
]  # fmt: skip
MEDIAN, NINETIETH, LONGEST = 8, 25, 50


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function without its docstring: what has to be followed."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None and first.end_lineno:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_functions_are_short() -> None:
    """Half of all functions fit in eight lines, nine of ten in twenty-five, none exceeds fifty."""
    lengths = sorted(length(node) for path in FILES for node in functions(parsed(path)))
    assert statistics.median(lengths) <= MEDIAN
    assert lengths[int(len(lengths) * 0.9)] <= NINETIETH
    assert lengths[-1] <= LONGEST


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_files_are_short(path: Path) -> None:
    """A file can be read in one sitting: at most 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_classes_have_few_methods(path: Path) -> None:
    """A class has at most twelve methods."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef):
            assert sum(isinstance(child, ast.FunctionDef) for child in node.body) <= 12, node.name


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_print_stands_only_in_the_command_line(path: Path) -> None:
    """Only the command line prints."""
    if "cli" in path.parts:
        return
    calls = [n for n in ast.walk(parsed(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    assert "print" not in {call.func.id for call in calls if isinstance(call.func, ast.Name)}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_error_is_raised_without_words(path: Path) -> None:
    """Every raise says something."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Raise) and node.exc is not None:
            assert isinstance(node.exc, ast.Call | ast.Name | ast.Attribute), node.lineno
            if isinstance(node.exc, ast.Call):
                assert node.exc.args or node.exc.keywords, f"line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_names_are_the_historians(path: Path) -> None:
    """Functions, classes and arguments bear names of the field, not of programming."""
    for node in ast.walk(parsed(path)):
        names = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name.lower().strip("_"))
        if isinstance(node, ast.FunctionDef):
            names += [argument.arg for argument in node.args.args + node.args.kwonlyargs]
        allowed = {"data"} if path.name == "decoding.py" else set()
        assert not (set(names) & FORBIDDEN) - allowed, f"line {getattr(node, 'lineno', 0)}"


def room_of(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "memcon" or len(parts) < 2:
        return None
    return next((level for level, rooms in enumerate(ROOMS) if parts[1] in rooms), None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_imports_go_one_way(path: Path) -> None:
    """A module imports from its own room and from rooms below; nobody imports the package root."""
    module = "memcon." + ".".join(path.relative_to(ROOT / "src" / "memcon").with_suffix("").parts)
    own = room_of(module)
    for other in imported(path):
        if own is None:
            continue
        assert other != "memcon", "nobody imports the package root"
        level = room_of(other)
        if level is None:
            continue
        assert level >= own, f"{module} imports {other}"
        assert level > own or other.split(".")[1] == module.split(".")[1], f"{module} imports {other}"


def test_modules_do_not_import_in_a_ring() -> None:
    """No module reaches itself through its imports."""
    graph: dict[str, set[str]] = {}
    for path in FILES:
        name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        graph[name] = set(imported(path))
    known = {name: {o for o in others if o in graph and o != name and not name.startswith(f"{o}.")}
             for name, others in graph.items()}
    seen: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name not in seen:
            for other in known[name]:
                walk(other, (*trail, name))
            seen.add(name)

    for name in known:
        walk(name, ())



def declared(*lists: list[str]) -> set[str]:
    """Give the names of the packages that requirements name, as indexes fold them."""
    return {folded(re.split(r"[<>=!~;\[ ]", one)[0]) for held in lists for one in held}


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_whatever_is_imported_is_declared() -> None:
    """Each package that memcon imports is one of its requirements, or of an extra's: a fresh machine has no others."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: held for name, held in project["optional-dependencies"].items() if name not in ("test", "peers")}
    known = declared(project["dependencies"], *extras.values())
    sources = packages_distributions()
    missing = {}
    for path in FILES:
        for module in {name.partition(".")[0] for name in imported(path)} - {"memcon", *sys.stdlib_module_names}:
            if module in sources and not {folded(one) for one in sources[module]} & known:
                missing[module] = path.name
    assert not missing
