"""Frozen values as plain JSON, and back."""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Turn a value into what JSON can say. Fields that hold their default are left out."""
    if value is None or (isinstance(value, str | int | float | bool) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: to_plain(one) for key, one in value.items()}
    return {name: to_plain(held) for name, default in _defaults(cast(Hashable, type(value)))
            if (held := getattr(value, name)) != default or default is MISSING}


def from_plain(kind: type[T], plain: Any) -> T:
    """Build a value again from what `to_plain` gave. Fields of other names are passed over."""
    build: Callable[[Any], T] = _builder(cast(Hashable, kind))
    return build(plain)


def from_plain_as(hint: Any, plain: Any) -> Any:
    """Build again what stands under a type hint: a value, None, or a tuple of them."""
    return _builder(hint)(plain)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no plain form; give a frozen dataclass.")
    return tuple((f.name, f.default) for f in fields(kind))


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _builder(next(one for one in get_args(kind) if one is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        return _tuple_builder(get_args(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        return _value_builder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda plain: plain


def _tuple_builder(inside: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inside) == 2 and inside[1] is Ellipsis:
        each = _builder(inside[0])
        return lambda plain: tuple([each(one) for one in plain])
    builders = [_builder(one) for one in inside]
    return lambda plain: tuple([build(one) for build, one in zip(builders, plain, strict=True)])


def _value_builder(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    builders = {f.name: _builder(hints[f.name]) for f in fields(kind)}
    return lambda plain: kind(**{name: builders[name](held) for name, held in plain.items() if name in builders})
