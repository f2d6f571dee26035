"""A picture is drawn anew: its pixels come in, and nothing that was said beside them."""

import io

import pytest
from PIL import Image

from tests.files.makers import a_png_that_says, check, notes_of_a_camera, picture, told_in_png
from tovchoo.files.checks import Unfit

XMP = b"<x:xmpmeta>Canary</x:xmpmeta>"
TALKING = {
    "a.jpg": lambda: picture("JPEG", exif=notes_of_a_camera(), comment=b"Canary", xmp=XMP, icc_profile=b"Canary"),
    "a.png": lambda: picture("PNG", exif=notes_of_a_camera(), pnginfo=told_in_png(), icc_profile=b"Canary"),
    "a.webp": lambda: picture("WEBP", exif=notes_of_a_camera(), xmp=XMP, icc_profile=b"Canary"),
}
SAID = (b"Canary", b"Exif", b"eXIf", b"EXIF", b"tEXt", b"iTXt", b"zTXt", b"iCCP", b"ICCP", b"xmpmeta", b"XMP ")


@pytest.mark.parametrize("name", TALKING)
def test_SEC_R1_place_camera_and_author_are_gone_from_a_picture(name):
    before = TALKING[name]()
    assert any(word in before for word in SAID[:3])
    after, found = check(name, before + b"<script>Canary</script>")
    assert not [word for word in SAID if word in after] and b"<script" not in after
    with Image.open(io.BytesIO(after)) as image:
        assert image.size == (30, 40), "it lay on its side"
        assert not dict(image.getexif()) and not {"exif", "xmp", "comment", "icc_profile"} & set(image.info)
    assert (found.size, check(name, before)[1].sha256) == (len(after), found.sha256)


@pytest.mark.parametrize(("form", "mode"), [
    ("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"), ("JPEG", "L"),
    ("JPEG", "CMYK"), ("WEBP", "RGBA"),
])  # fmt: skip
def test_every_way_of_keeping_colours_is_read(form, mode):
    after, found = check(f"a.{form.lower()}", picture(form, mode=mode))
    with Image.open(io.BytesIO(after)) as image:
        image.load()
        assert image.size == (40, 30) and image.format == form and found.media_type == f"image/{form.lower()}"


def test_what_can_be_seen_through_stays_so():
    after, _found = check("a.png", picture("PNG", mode="L", transparency=0))
    with Image.open(io.BytesIO(after)) as image:
        assert image.mode == "RGBA"


@pytest.mark.parametrize("size", [(8_000, 5_001), (10_000, 9_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_SEC_G3_a_picture_of_too_many_pixels_is_refused_by_its_header(size):
    with pytest.raises(Unfit, match="pixels"):
        check("a.png", a_png_that_says(*size))


def test_a_picture_that_promises_more_than_it_has_is_refused():
    with pytest.raises(Unfit, match="damaged"):
        check("a.png", a_png_that_says(4_000, 4_000))


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    for form in ("PNG", "WEBP"):
        made = io.BytesIO()
        frames[0].save(made, form, save_all=True, append_images=frames[1:])
        with pytest.raises(Unfit, match="moving"):
            check(f"a.{form.lower()}", made.getvalue())


def test_of_several_pictures_that_a_telephone_puts_into_one_file_the_first_is_it():
    made = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(made, "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9), "blue")])
    after, found = check("a.jpg", made.getvalue())
    with Image.open(io.BytesIO(after)) as image:
        assert image.format == "JPEG" and image.getpixel((4, 4))[0] > 200 and found.media_type == "image/jpeg"
