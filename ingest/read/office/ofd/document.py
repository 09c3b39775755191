"""The structure of an OFD file: its pages in order, their boxes, their layers, and the resources they name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element as Element

from ingest.read.office.ofd.numbers import child, numbers
from ingest.read.office.package import DamagedPartError, Package, local_name, resolved
from schema.errors import SourceError

_A4 = (0.0, 0.0, 210.0, 297.0)
_ORDER = {"Background": 0, "Body": 1, "Foreground": 2}
_SHOWING = frozenset(["TextObject", "ImageObject"])
_MOST_PAGES = 20_000

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Page:
    """A page: its box (left, top, width, height, in millimetres), and the layers it draws, the lowest first.

    `notes` counts the annotations on it that show words or pictures.
    """

    number: int
    box: Box
    layers: list[Element]
    damaged: bool = False
    notes: int = 0


@dataclass(slots=True)
class Document:
    """The resources of a document by their ids, what is attached to it, how many annotations each of its pages has."""

    composites: dict[str, Element] = field(default_factory=dict)
    styles: dict[str, Element] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)


def pages_of(package: Package, path: Path) -> Iterator[tuple[Document, Page]]:
    """The pages of a file, each with its document's resources. Raises SourceError where its structure is lost."""
    number = 0
    for place in _roots(package, path):
        document, root, folder = _document(package, place)
        if root is None:
            continue
        common = _found(root, "CommonData")
        box = _box(_found(common, "PageArea") if common is not None else None) or _A4
        templates = {
            part.get("ID", ""): _part(package, part.get("BaseLoc", ""), folder, "Content.xml")
            for part in root.iter()
            if local_name(part) == "TemplatePage"
        }
        for part in [part for part in root.iter() if local_name(part) == "Page"][:_MOST_PAGES]:
            number += 1
            place = _found_at(package, part.get("BaseLoc", ""), folder, "Content.xml")
            page = _page(package, number, place, box, templates, document)
            page.notes = document.notes.get(part.get("ID", ""), 0)
            yield document, page


def _roots(package: Package, path: Path) -> list[str]:
    """The places of the documents in a file: `Doc_0/Document.xml`."""
    try:
        root = package.xml("OFD.xml")
    except DamagedPartError as error:
        raise SourceError(path, "the OFD file is damaged", "fetch it again") from error
    places = (
        [part.text or "" for part in root.iter() if local_name(part) == "DocRoot"] if root is not None else []
    )
    if not places:
        raise SourceError(path, "the OFD file names no document", "fetch it again")
    return places


def _document(package: Package, place: str) -> tuple[Document, Element | None, str]:
    """A document's resources, its root element, and the folder its references start from."""
    name = _named(package, resolved(place), "Document.xml")
    folder = posixpath.dirname(name)
    document = Document()
    try:
        root = package.xml(name)
    except DamagedPartError:
        root = None
    for part in root.iter() if root is not None else ():
        if local_name(part) in ("PublicRes", "DocumentRes"):
            _add_resources(document, _part(package, part.text or "", folder, ""))
        elif local_name(part) == "Attachments" and part.text:
            listed = _part(package, part.text, folder, "")
            document.attachments += _attached(listed) if listed is not None else []
        elif local_name(part) == "Annotations" and part.text:
            document.notes |= _annotated(package, resolved(part.text, folder))
    return document, root, folder


def _page(
    package: Package,
    number: int,
    place: str,
    box: Box,
    templates: dict[str, Element | None],
    document: Document,
) -> Page:
    try:
        root = package.xml(place)
    except DamagedPartError:
        root = None
    if root is None:
        return Page(number, box, [], damaged=True)
    for part in (part for part in root if local_name(part) == "PageRes"):
        _add_resources(document, _part(package, part.text or "", posixpath.dirname(place), ""))
    layers = [(_ORDER.get(part.get("Type", ""), 1), part) for part in _layers(root)]
    for use in (part for part in root if local_name(part) == "Template"):
        template = templates.get(use.get("TemplateID", ""))
        depth = _ORDER.get(use.get("ZOrder", "Background"), 0)
        layers += [(depth, part) for part in _layers(template)] if template is not None else []
    ordered = [part for _, part in sorted(layers, key=lambda layer: layer[0])]
    return Page(number, _box(_found(root, "Area")) or box, ordered)


def _layers(root: Element) -> list[Element]:
    """The layers of a page's content; the content itself where it has objects and no layer."""
    content = _found(root, "Content")
    layers = [part for part in content if local_name(part) == "Layer"] if content is not None else []
    return layers or ([content] if content is not None else [])


def _add_resources(document: Document, root: Element | None) -> None:
    for part in root.iter() if root is not None else ():
        if local_name(part) == "CompositeGraphicUnit":
            document.composites[part.get("ID", "")] = part
        elif local_name(part) == "DrawParam":
            document.styles[part.get("ID", "")] = part


def _attached(root: Element) -> list[str]:
    return [part.get("Name", "") for part in root.iter() if local_name(part) == "Attachment"]


def _annotated(package: Package, place: str) -> dict[str, int]:
    """How many annotations with words or pictures each page has, by its id."""
    name = _named(package, place, "Annotations.xml")
    listed, folder = _part(package, f"/{name}", "", ""), posixpath.dirname(name)
    found: dict[str, int] = {}
    for page in (part for part in listed if local_name(part) == "Page") if listed is not None else ():
        where = _found(page, "FileLoc")
        own = _part(package, where.text or "", folder, "Annotation.xml") if where is not None else None
        notes = [part for part in own.iter() if local_name(part) == "Annot"] if own is not None else []
        found[page.get("PageID", "")] = sum(map(_is_shown, notes))
    return found


def _is_shown(note: Element) -> bool:
    return note.get("Visible") != "false" and any(local_name(part) in _SHOWING for part in note.iter())


def _part(package: Package, place: str, folder: str, file: str) -> Element | None:
    """The part that a reference leads to; None where it is missing or damaged."""
    try:
        return package.xml(_found_at(package, place, folder, file))
    except DamagedPartError:
        return None


def _found_at(package: Package, place: str, folder: str, file: str) -> str:
    """The part that a reference leads to from a folder; from the root, where some programs start, if only that is there."""
    names = [_named(package, resolved(place, start), file) for start in (folder, "")]
    return next(filter(package.holds, names), names[0])


def _named(package: Package, name: str, file: str) -> str:
    """The part of this name, or the `file` in the folder of this name."""
    inner = posixpath.join(name, file)
    return inner if file and package.holds(inner) else name


def _box(area: Element | None) -> Box | None:
    """The physical box of a page, where one is given that has an extent."""
    part = child(area, "PhysicalBox") if area is not None else None
    values = numbers(part.text) if part is not None else []
    if len(values) != 4 or min(values[2:]) <= 0:
        return None
    return values[0], values[1], values[2], values[3]


def _found(element: Element | None, name: str) -> Element | None:
    return child(element, name) if element is not None else None
