"""Older formats go through LibreOffice, in one call; here a stand-in for it, for tests need no office program."""

from __future__ import annotations

import os
from pathlib import Path

import docx_writing as docx
import pytest

from ingest.build import parse_all
from ingest.job import parse_source
from ingest.limits import Limits
from ingest.read.office import conversion
from schema.document import Gazette
from schema.errors import SourceError
from schema.source import Declaration

RTF = b"{\\rtf1\\ansi text}"
STAND_IN = """#!/bin/sh
echo call >> {log}
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"
out="$2"; shift 2
for file; do name=$(basename "$file"); cp {docx} "$out/${{name%.*}}.docx"; done
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a command `soffice` on a path that has nothing else but the system's."""
    command = folder / "bin" / "soffice"
    command.parent.mkdir()
    command.write_text(script, "utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")


def sources(folder: Path, *names: str) -> list[Path]:
    paths = [folder / "in" / name for name in names]
    paths[0].parent.mkdir()
    for path in paths:
        path.write_bytes(RTF + path.name.encode())
    return paths


def test_many_files_are_turned_in_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = docx.write(
        tmp_path / "made.docx",
        docx.p("临江市人民政府关于加强绿道管理的意见") + docx.p("一、市水利局负责巡查。"),
    )
    log = tmp_path / "log"
    install(tmp_path, monkeypatch, STAND_IN.format(log=log, docx=made))
    paths = sources(tmp_path, "1.rtf", "2.doc", "3.wps")
    errors: list[SourceError] = []
    gazettes = list(
        parse_all([tmp_path / "in"], 1, errors.append, lambda _, results: results, limits=Limits())
    )
    assert errors == []
    assert log.read_text("ascii").splitlines() == ["call"]
    assert [gazette.source.path for gazette in gazettes] == [path.name for path in paths]
    assert {gazette.source.media_type for gazette in gazettes} == {"application/rtf"}
    assert len({gazette.source.id for gazette in gazettes}) == 3


def test_one_file_is_turned_on_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = docx.write(tmp_path / "made.docx", docx.p("关于巡查的通知") + docx.p("市水利局负责巡查。"))
    install(tmp_path, monkeypatch, STAND_IN.format(log=tmp_path / "log", docx=made))
    (path,) = sources(tmp_path, "1.rtf")
    gazette = parse_source(path, Declaration())
    assert isinstance(gazette, Gazette)
    assert gazette.documents[0].document.title == "关于巡查的通知"


def test_without_libreoffice_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = sources(tmp_path, "1.rtf")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        SourceError, match=r"not installed; install LibreOffice \(apt install libreoffice-writer"
    ):
        parse_source(path, Declaration())


def test_a_libreoffice_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "_START_SECONDS", 0.0)
    monkeypatch.setattr(conversion, "_FILE_SECONDS", 0.2)
    install(tmp_path, monkeypatch, f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")
    (path,) = sources(tmp_path, "1.rtf")
    with pytest.raises(SourceError, match="could not open"):
        parse_source(path, Declaration())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text("ascii")), 0)
