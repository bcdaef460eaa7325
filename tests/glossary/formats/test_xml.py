"""The XML reader takes what real tools write and refuses what only an attacker writes."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from glossary.formats.errors import FormatError
from glossary.formats.packed import PackingLimits
from glossary.formats.xml import XmlLimits, find_root, open_xml

RUSSIAN = "<tmx><seg>Съешь ещё</seg></tmx>"


def texts(data: bytes) -> list[str | None]:
    """The text of each seg."""
    return [found.element.text for found in open_xml(io.BytesIO(data)).subtrees("seg")]


def declared(encoding: str) -> str:
    """RUSSIAN with a declaration."""
    return f'<?xml version="1.0" encoding="{encoding}"?>{RUSSIAN}'


@pytest.mark.parametrize(
    "data",
    [
        RUSSIAN.encode(),
        b"\xef\xbb\xbf" + declared("UTF-8").encode(),
        declared("windows-1251").encode("cp1251"),
        declared("iso-8859-5").encode("iso-8859-5"),
        declared("koi8-r").encode("koi8-r"),
        declared("GB18030").encode("gb18030"),
        declared("utf-16").encode(),
        b"\xff\xfe" + declared("utf-16").encode("utf-16-le"),
        b"\xfe\xff" + RUSSIAN.encode("utf-16-be"),
        RUSSIAN.encode("utf-16-le"),
        declared("utf-16").encode("utf-16-be"),
        declared("windows-1252").replace("windows-1252", "us-ascii").encode(),
        b" \r\n\n" + declared("utf-8").encode(),
        "\ufeff\ufeff".encode() + declared("utf-8").encode(),
        gzip.compress(declared("utf-8").encode(), mtime=0),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    """Mark beats declaration beats default, and lies about UTF-16 are seen through."""
    assert texts(data) == ["Съешь ещё"]


@pytest.mark.parametrize(
    ("text", "codec"),
    [("Привет, мир", "cp1251"), ("né à Noël", "cp1252"), ("计算机翻译记忆库软件", "gb18030")],
)
def test_text_that_is_not_the_utf_8_it_says_is_guessed_and_told(text: str, codec: str) -> None:
    """A file that lies about being UTF-8 is read in the likeliest encoding, with a warning."""
    data = f'<?xml version="1.0" encoding="UTF-8"?><tmx><seg>{text}</seg></tmx>'.encode(codec)
    found = open_xml(io.BytesIO(data))
    assert [subtree.element.text for subtree in found.subtrees("seg")] == [text]
    assert codec in found.warnings[0]


def test_utf_8_with_one_damaged_byte_is_refused() -> None:
    """Guessing would turn the sound text into nonsense."""
    data = "<tmx><seg>Съешь ещё этих</seg>\n<seg>\xe9</seg></tmx>".encode().replace(b"\xc3\xa9", b"\xe9")
    with pytest.raises(FormatError) as caught:
        open_xml(io.BytesIO(data), name="a.tmx")
    assert (caught.value.line, caught.value.column) == (2, 6)


def test_control_characters_are_taken_out_and_counted() -> None:
    """Raw controls and references to them go; references that XML allows stay."""
    found = open_xml(io.BytesIO(b"<tmx><seg>a\x03b&#x8;c&#233;&#9;\xef\xbf\xbfd</seg></tmx>"))
    assert [subtree.element.text for subtree in found.subtrees("seg")] == ["abcé\td"]
    assert found.warnings == ("3 control characters, which XML forbids, were taken out.",)


def test_a_reference_torn_between_two_reads_is_still_taken_out() -> None:
    """Wherever the 64 KB boundary falls."""
    for length in range(65_515, 65_536):
        assert texts(b"<t><seg>" + b"x" * length + b"&#x0003;y</seg></t>") == ["x" * length + "y"]


def test_subtrees_have_lines_and_ancestors() -> None:
    """Undeclared prefixes do no harm, and the line is the file's, blank lines at its start included."""
    data = (
        b'\n<?xml version="1.0"?>\n<x:xliff><file id="f">skipped'
        b'<unit a:b="c">\n<t5:n/>tail</unit></file></x:xliff>'
    )
    found = open_xml(io.BytesIO(data))
    (unit,) = found.subtrees("unit")
    assert found.root == "xliff"
    assert unit.line == 3
    assert [ancestor.tag for ancestor in unit.ancestors] == ["x:xliff", "file"]
    assert unit.ancestors[1].get("id") == "f"
    assert unit.element.attrib == {"a:b": "c"}
    assert [(child.tag, child.tail) for child in unit.element] == [("t5:n", "tail")]


def test_a_doctype_is_normal_and_never_fetched(tmp_path: Path) -> None:
    """An external DTD is left alone even where its path exists."""
    (tmp_path / "tmx14.dtd").write_text("<!ENTITY x 'fetched'>")
    for doctype in (
        'SYSTEM "tmx14.dtd"',
        'SYSTEM "http://127.0.0.1:9/x.dtd"',
        'PUBLIC "-//LISA" "tmx14.dtd"',
    ):
        assert texts(f"<!DOCTYPE tmx {doctype}>{RUSSIAN}".encode()) == ["Съешь ещё"]


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f'<!DOCTYPE t [<!ENTITY l0 "lol">{LAUGHS}]><t>&l9;</t>'.encode(), "declares the entity l0"),
        (b'<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><t>&x;</t>', "declares the entity x"),
        (b'<!DOCTYPE t SYSTEM "t.dtd"><t>&para;</t>', "&para; is not one"),
        (b"<t>&nbsp;</t>", "entity"),
        (b"<a>" * 10_000 + b"</a>" * 10_000, "nested deeper than 256"),
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"a,b\n", "not an XML file"),
        (b"<tmx><seg>", "ends before"),
        (b"<tmx><se", "middle of a tag"),
        (b"<tmx></tm>", "does not match"),
        (b'<t><?xml version="1.0"?></t>', "middle of the file"),
        (b"<t/><t/>", "after the end of the root"),
        (b'<?xml version="1.0" encoding="klingon"?><t/>', "klingon"),
        (b'<?xml version="1.0" encoding="hex"?><t/>', "encoding"),
        (gzip.compress(b"<t>" + bytes(1000) + b"</t>", mtime=0)[:-20], "damaged"),
    ],
)
def test_hostile_and_broken_files_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    """One sentence that names the file and what is wrong."""
    with pytest.raises(FormatError, match=reason) as caught:
        open_xml(io.BytesIO(data), name="a.tmx")
    assert str(caught.value).startswith("a.tmx")


class Huge(io.RawIOBase):
    """A gigabyte of one byte after a start, never held in memory."""

    def __init__(self, start: bytes) -> None:
        self._start = start
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seek(self, offset: int, _whence: int = 0) -> int:
        """To the start only."""
        self._at = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        self._at += size
        piece = self._start if self._at == size else b""
        return piece + b"a" * (size - len(piece)) if self._at < 1024**3 else b""


def test_one_huge_attribute_is_refused_early() -> None:
    """Before it costs quadratic time or its own size in memory."""
    tracemalloc.start()
    with pytest.raises(FormatError, match="longer than 4,194,304"):
        open_xml(Huge(b'<tmx a="'))  # type: ignore[arg-type]  # RawIOBase is IO[bytes] in all that counts
    assert tracemalloc.get_traced_memory()[1] < 100 * 1024**2
    tracemalloc.stop()


def test_one_huge_element_is_refused() -> None:
    """Text is read in pieces, so the limit is that of a subtree."""
    found = open_xml(
        io.BytesIO(b"<tmx>\n<seg>" + b"a" * 500_000 + b"</seg></tmx>"), limits=XmlLimits(subtree=99_999)
    )
    with pytest.raises(FormatError, match="larger than 99,999") as caught:
        list(found.subtrees("seg"))
    assert caught.value.line == 2


def test_bombs_are_refused_by_ratio_and_by_size() -> None:
    """A gigabyte of blanks in a megabyte of gzip, and a zip beyond the size allowed."""
    bomb = gzip.compress(b"<t>" + b" " * 50_000_000 + b"</t>")
    with pytest.raises(FormatError, match="200 times its size"):
        open_xml(io.BytesIO(bomb))
    with pytest.raises(FormatError, match="larger than 10 bytes"):
        open_xml(
            io.BytesIO(zipped({"a.tmx": RUSSIAN.encode()})),
            limits=XmlLimits(packing=PackingLimits(unpacked=10)),
        )


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of these."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_zip_with_one_file_is_read_and_others_are_named() -> None:
    """What macOS adds does not count."""
    one = {"a.tmx": RUSSIAN.encode(), "__MACOSX/._a.tmx": b"x"}
    assert texts(zipped(one)) == ["Съешь ещё"]
    with pytest.raises(FormatError, match=r"2 files \(a\.tmx, b\.tmx\)"):
        texts(zipped({"a.tmx": b"", "b.tmx": b""}))


def test_what_is_packed_twice_is_told() -> None:
    """Rather than read as a text of strange bytes."""
    for data in (zipped({"a.zip": zipped({"a.tmx": b"<tmx/>"})}), gzip.compress(gzip.compress(b"<tmx/>"))):
        with pytest.raises(FormatError, match="holds another packed file"):
            texts(data)


def test_the_root_is_found_by_a_look_at_the_start(tmp_path: Path) -> None:
    """The suffix says nothing; a broken end does not matter, text that is no XML gives None."""
    path = tmp_path / "level.tmx"
    path.write_bytes(b'\xef\xbb\xbf<?xml version="1.0"?><map><layer>')
    assert find_root(path) == "map"
    assert find_root(io.BytesIO(b"a\tb\n")) is None
    assert find_root(io.BytesIO(b"")) is None
