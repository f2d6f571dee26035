"""Files for tests, good and bad, made here byte by byte."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image, PngImagePlugin

from tovchoo.files.checks import checked

TYPES = "application/vnd.openxmlformats-officedocument."
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
REASONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "<cp:coreProperties><dc:creator>Dorj Canary</dc:creator><cp:lastModifiedBy>B. Canary</cp:lastModifiedBy></cp:x>"


uploads = []  # closed after each test, as Django closes those of a request


def upload(name, content):
    uploads.append(SimpleUploadedFile(name, content, "image/png"))  # a claim that nobody believes
    return uploads[-1]


def on_disk(name, content):
    """As Django hands over a larger file."""
    file = TemporaryUploadedFile(name, "image/png", len(content), None)
    file.write(content)
    file.seek(0)
    uploads.append(file)
    return file


def check(name, content):
    """The file as it would be kept: its bytes and what was found."""
    found = checked(upload(name, content))
    found.file.seek(0)
    return found.file.read(), found


def told(name, content):
    """The warnings, as one text."""
    return " ".join(map(str, check(name, content)[1].warnings))


def a_zip(parts, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as out:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            out.writestr(name, content)
    return made.getvalue()


def _types(main):
    return f'<Types><Override PartName="/x" ContentType="{TYPES}{main}.main+xml"/></Types>'


def docx(**others):
    """A text document; `others` are further parts, or other content of these."""
    return a_zip({
        "[Content_Types].xml": _types("wordprocessingml.document"), "_rels/.rels": relationships(),
        "word/document.xml": "<w:document><w:body>Words</w:body></w:document>", "docProps/core.xml": CORE,
    } | _named(others))  # fmt: skip


def xlsx(**others):
    return a_zip({
        "[Content_Types].xml": _types("spreadsheetml.sheet"), "_rels/.rels": relationships(),
        "xl/workbook.xml": '<workbook><sheets><sheet name="One" sheetId="1"/></sheets></workbook>',
        "docProps/core.xml": CORE, "docProps/app.xml": "<Properties><Company>Canary Ltd</Company></Properties>",
        "docProps/custom.xml": "<Properties><property>Canary</property></Properties>",
    } | _named(others))  # fmt: skip


def odf(kind="text", content="<office:document-content/>", **others):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name, text in ({"content.xml": content, "META-INF/manifest.xml": "<manifest/>"} | _named(others)).items():
            out.writestr(name, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _named(others):
    return {name: content for each in others.values() for name, content in each.items()}


def relationships(*links):
    """(kind, target) of links that lead out."""
    inside = f'<Relationship Id="r1" Type="{REASONS}/officeDocument" Target="word/document.xml"/>'
    out = "".join(
        f'<Relationship Id="x{n}" Type="{REASONS}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(links)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONSHIPS}">{inside}{out}</Relationships>'


def pdf(*objects, head=b"%\xe2\xe3\xcf\xd3\n", tail=b""):
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, each) for n, each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + head + body + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n" + tail


def stream(content, about=b"/Type /ObjStm /N 1 /First 4"):
    packed = zlib.compress(content)
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (about, len(packed), packed)


def picture(form, size=(40, 30), mode="RGB", **manner):
    made = io.BytesIO()
    Image.new(mode, size, "teal").save(made, form, **manner)
    return made.getvalue()


def notes_of_a_camera():
    """EXIF that says where, when, with what, and that the picture lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "CanaryCam", "Canary Photographer", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 55.0, 12.0), 3: "E", 4: (106.0, 55.0, 2.0)})
    return exif


def told_in_png():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Canary Painter")
    text.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Canary</x:xmpmeta>")
    return text


def a_png_that_says(width, height):
    """The header of a picture of any size, in a hundred bytes."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
