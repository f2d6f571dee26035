"""Packages from strangers: nothing climbs out, nothing swells up, and a refusal says why."""

import tracemalloc
import zipfile
from contextlib import contextmanager

import pytest

from tests.package.packages import MONGOLIA, a_copy, nothing_is_recorded, zipped
from tovchoo.package.place import Unreadable, place_of
from tovchoo.package.rules import load
from tovchoo.people.roles import Operator


def an_archive(tmp_path, **members):
    """A good package as .zip with other members besides."""
    path = zipped(a_copy(MONGOLIA, tmp_path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refused(path, match):
    with pytest.raises(Unreadable, match=match):
        load(place_of(path), by=Operator())
    assert nothing_is_recorded()


def say(path, name, *, at, value):
    """Change what an archive says of a member: its flags and way of packing stand `at` 8, its size at 24."""
    content = bytearray(path.read_bytes())
    header = content.rindex(b"PK\x01\x02", 0, content.rindex(name.encode()))
    content[header + at : header + at + 4] = value.to_bytes(4, "little")
    path.write_bytes(content)


@contextmanager
def at_most(most_bytes):
    """No more memory is taken meanwhile."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most_bytes
    finally:
        tracemalloc.stop()


def test_a_good_archive_is_loaded(tmp_path):
    assert load(place_of(an_archive(tmp_path)), by=Operator())[1]["recorded"] == 379


@pytest.mark.parametrize("name", ["../canary", "/canary", "a/../../canary", "..\\canary", "C:\\canary", "C:/canary"])
def test_a_path_that_climbs_out_is_refused(tmp_path, name):
    refused(an_archive(tmp_path, **{name: b"out"}), "leads out of the package")
    assert not list(tmp_path.parent.glob("canary")) and not list(tmp_path.rglob("canary"))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = an_archive(tmp_path, **{"files/bomb.bin": bytes(50_000_000)})
    with at_most(2_000_000):
        refused(path, "unpacks to far more")


def test_too_many_files_are_refused(tmp_path):
    refused(an_archive(tmp_path, **{f"files/{number}": b"" for number in range(10_001)}), "more than 10000 files")


def test_two_members_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = an_archive(tmp_path, **{"plans.csv": b"id"})
    refused(path, "two files of the same name")


def test_a_link_in_an_archive_is_refused(tmp_path):
    link = zipfile.ZipInfo("files/link")
    link.external_attr = 0o120777 << 16
    path = an_archive(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    refused(path, "leads out of the package")


def test_a_link_out_of_a_folder_is_refused(tmp_path):
    package = a_copy(MONGOLIA, tmp_path)
    (package / "files").mkdir()
    (package / "files" / "passwd").symlink_to("/etc/passwd")
    refused(package, "leads out of the package")


def test_a_link_that_leads_nowhere_is_refused(tmp_path):
    package = a_copy(MONGOLIA, tmp_path)
    (package / "circle").symlink_to("circle")
    refused(package, "leads out of the package")


def test_an_encrypted_member_is_refused(tmp_path):
    path = an_archive(tmp_path, **{"files/secret.txt": b"secret"})
    say(path, "files/secret.txt", at=8, value=zipfile.ZIP_DEFLATED << 16 | 1)
    refused(path, "encrypted")


def test_a_header_that_says_too_little_is_found_out_without_unpacking_the_rest(tmp_path):
    path = an_archive(tmp_path, **{"files/bomb.bin": bytes(50_000_000)})
    say(path, "files/bomb.bin", at=24, value=1000)
    with at_most(5_000_000):
        refused(path, "files/bomb.bin is damaged")


def test_more_than_may_be_unpacked_in_all_is_refused(tmp_path):
    path = an_archive(tmp_path)
    say(path, "news.csv", at=24, value=2**31)
    refused(path, "unpacks to more than 2147483648 bytes")


def test_a_damaged_member_is_refused(tmp_path):
    path = an_archive(tmp_path)
    content = path.read_bytes()
    at = content.index(b"news.csv") + 100
    path.write_bytes(content[:at] + b"damage" + content[at + 6 :])
    refused(path, "news.csv is damaged")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_unpacks_without_measure_is_refused(tmp_path, method):
    """Of these, zipfile unpacks a whole block at a time, however much it says."""
    path = an_archive(tmp_path)
    with zipfile.ZipFile(path, "a", method) as archive:
        archive.writestr("files/plan.txt", b"a plan")
    refused(path, "files/plan.txt is packed in an unusual way")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path, content):
    (tmp_path / "package.zip").write_bytes(content)
    refused(tmp_path / "package.zip", "not a .zip")


def test_where_there_is_no_package_it_says_so(tmp_path):
    refused(tmp_path / "none", "no package at")
