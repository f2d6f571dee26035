"""What is doubtful is told, and kept as it is."""

from tests.package.packages import MONGOLIA, a_copy, add, an_empty_package, put
from tovchoo.package.check import check
from tovchoo.package.place import place_of
from tovchoo.package.rules import load
from tovchoo.people.models import Organisation
from tovchoo.people.roles import Operator


def warnings(package):
    reading, done = load(place_of(package), by=Operator())
    assert not reading.errors and done["recorded"]
    return reading.warnings


def test_our_own_record_warns_of_nothing_but_the_name_that_was_printed_so():
    told = check(place_of(MONGOLIA)).warnings
    assert len(told) == 4 and all("Тungaahui" in str(each) for each in told)


def test_two_alphabets_in_one_word(tmp_path):
    package = an_empty_package(tmp_path)
    add(package, "organisations.csv", id="studio", name_en="Тungaahui studio")
    [told] = warnings(package)
    assert (told.file, told.row, told.column) == ("organisations.csv", 2, "name") and "Тungaahui" in told.right
    assert Organisation.objects.get(pk="studio").name["en"] == "Тungaahui studio"


def test_doubled_spaces(tmp_path):
    package = an_empty_package(tmp_path)
    add(package, "organisations.csv", id="council", name_en="Media  Council")
    [told] = warnings(package)
    assert "single spaces" in told.right
    assert Organisation.objects.get(pk="council").name["en"] == "Media  Council"


def test_an_organisation_that_seems_to_stand_twice_is_named_with_the_other(tmp_path):
    package = an_empty_package(tmp_path)
    add(package, "organisations.csv", id="studio", name_en="Tungaahui Studio")
    add(package, "organisations.csv", id="studiya", name_mn="Тунгаахуй", name_en="TUNGAAHUI  studio")
    told = [each for each in warnings(package) if "same name" in each.right]
    assert len(told) == 1 and (told[0].row, told[0].column) == (3, "name")
    assert "studiya" in told[0].value and "row 2, studio" in told[0].right
    assert Organisation.objects.count() == 2


def test_an_alias_counts_as_a_name(tmp_path):
    package = a_copy(MONGOLIA, tmp_path)
    add(package, "organisations.csv", id="zz-other", name_en="EITI Mongolia National Council")
    put(package, "organisations.csv", 2, "aliases", "EITI Mongolia National Council")
    assert any("same name" in each.right and "zz-other" in each.value for each in warnings(package))


def test_a_pair_that_shares_several_names_is_told_once(tmp_path):
    package = an_empty_package(tmp_path)
    for name in ("studio", "studiya"):
        add(package, "organisations.csv", id=name, name_mn="Эрх зүйн төв", name_en="Legal Centre", aliases="LC")
    [told] = warnings(package)
    assert (told.row, told.value) == (3, "studiya") and "row 2, studio," in told.right
