"""Bytes become text: the encoding is told, line ends become one, and nothing else changes."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from memcon.model.errors import EmptySource, UnknownEncoding

SAMPLE = 65536  # bytes looked at to tell an encoding that is not UTF-8
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CANDIDATES = ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "cp1252", "cp1250", "iso8859_2", "latin_1",
              "utf_16_le", "utf_16_be", "gb18030", "shift_jis", "euc_jp", "big5", "euc_kr", "cp1253", "cp1254", "cp1255",
              "cp1256"]


def decode(data: bytes, name: str) -> str:
    """Decode a text file; `\\r\\n` and lone `\\r` become `\\n`, a byte order mark goes.

    UTF-8 is tried first, to the last byte; then the likeliest of the encodings that typescripts of the field come in.

    Raises:
        EmptySource: there are no words in it.
        UnknownEncoding: it is no text in any encoding that could be told.
    """
    if not data or data.isspace():
        raise EmptySource(f"{name}: the file is empty. Give a file with words in it.")
    text = _decoded(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise EmptySource(f"{name}: the file holds nothing but blanks. Give a file with words in it.")
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, told_encoding(data, name), name)
    if "\0" in text:
        return _strictly(data, told_encoding(data, name), name)
    return text


def told_encoding(data: bytes, name: str) -> str:
    """Tell the encoding of bytes that are not UTF-8.

    Raises:
        UnknownEncoding: no encoding gives a text.
    """
    best = from_bytes(data[:SAMPLE], cp_isolation=CANDIDATES, threshold=0.3).best()
    if best is None or _is_noise(str(best)):
        raise UnknownEncoding(
            f"{name}: cannot tell the encoding; it may not be a text at all. Save it as UTF-8 and add it again.")
    return best.encoding


def _is_noise(text: str) -> bool:
    """Tell a text from bytes that merely decode: control characters give them away."""
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", text)) > len(text) / 200


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding(
            f"{name}: looked like {encoding}, but byte {error.start} does not fit. Save it as UTF-8 and add it again.",
        ) from error
