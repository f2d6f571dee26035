"""A list as a ministry sent it: what is read of it, what is asked, and what nobody takes unasked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import in_two, signed_in
from tests.people import sheets
from tests.people.sheets import HEADER
from tovchoo.files.checks import checked
from tovchoo.kernel.policy import Refused
from tovchoo.membership.models import MemberList
from tovchoo.membership.rules import draw_up, read_lists, take_all
from tovchoo.people.models import Organisation
from tovchoo.people.rules import register


@pytest.fixture
def read(cast, tmp_path):
    """A list of the working group, read by the worker from a spreadsheet."""

    def read(*table) -> MemberList:
        path, _kind = sheets.xlsx(tmp_path / "list.xlsx", table)
        made = draw_up(cast.group, file=checked(SimpleUploadedFile(path.name, path.read_bytes())), by=cast.saraa)
        read_lists()
        return MemberList.objects.get(pk=made.pk)

    return read


def decisions(members):
    return list(members.lines.order_by("number").values_list("decision", flat=True))


def test_another_member_of_the_same_body_is_a_note_and_no_question(read):
    made = read(HEADER, [1, "Б.Бат", "Сангийн газар"], [2, "Д.Сараа", "Сангийн газар"])
    assert decisions(made) == ["take", "take"]
    second = made.lines.get(number=3)
    assert [each["code"] for each in second.notes] == ["same_organisation"] and not second.doubtful


def test_what_may_be_double_is_not_taken_with_the_rest(cast, read):
    register(Organisation(name=in_two("Нээлттэй төрийн төлөө иргэд", "Citizens for Open Government")), by=cast.saraa)
    made = read(
        HEADER, [1, "Б.Бат", "Сангийн газар"], [2, "B. Bat", "Эрүүл мэндийн газар"],
        [3, "Г.Дорж", "Нээлттэй төрийн төлөө иргэд ТББ"], [4, "О.Оюун", "EITIийн зөвлөл"],
    )  # fmt: skip
    assert decisions(made) == ["take", "ask", "ask", "ask"]
    assert take_all(made, by=cast.saraa) == 2 and decisions(made) == ["take", "ask", "ask", "take"]
    page = signed_in(cast.saraa).post(f"{made.get_absolute_url()}take-all/", follow=True).content.decode()
    assert "2 lines may be double" in page


def test_nothing_is_chosen_beforehand_for_what_may_be_double(cast, read):
    made = read(HEADER, [1, "Б.Бат", "Сангийн газар"], [2, "B. Bat", "Сангийн газар"])
    page = signed_in(cast.saraa).get(f"{made.get_absolute_url()}lines/3/").content.decode()
    assert "The same person stands in row 2" in page and "checked" not in page


def test_a_column_that_is_not_understood_is_named_and_a_person_says_what_it_holds(cast, read):
    made, saraa = read([*HEADER, "Гарал"], [1, "Б.Бат", "", "", "Дорнод"]), signed_in(cast.saraa)
    said = saraa.get(made.get_absolute_url()).content.decode().partition("Not understood: E: Гарал")[2]
    assert "columns/" in said.partition("</p>")[0]
    assert "Column E: Гарал" in saraa.get(f"{made.get_absolute_url()}columns/").content.decode()
    saraa.post(f"{made.get_absolute_url()}columns/", {"column_4": "region"})
    read_lists()
    assert made.lines.get().region == "Дорнод"
    page = saraa.get(made.get_absolute_url()).content.decode()
    assert "Not understood" not in page and "Say what columns hold" in page


def test_of_a_list_that_was_understood_nobody_is_asked_for_columns(cast, read):
    made = read(HEADER, [1, "Б.Бат"])
    answer = signed_in(cast.saraa).get(f"{made.get_absolute_url()}columns/")
    assert answer.status_code == 403 and "Every column of this list was understood" in answer.content.decode()


def test_sides_are_said_of_many_lines_at_once(cast, read):
    made, saraa = read(HEADER, *([n, f"Гишүүн {n}"] for n in range(1, 5))), signed_in(cast.saraa)
    page = saraa.get(f"{made.get_absolute_url()}sides/").content.decode()
    assert page.count('name="lines"') == page.count(" checked") == 4
    answer = saraa.post(f"{made.get_absolute_url()}sides/", {"side": "government", "lines": [2, 3, 4]})
    assert answer["Location"].endswith("/sides/")
    assert made.lines.filter(side="government").count() == 3
    assert saraa.get(f"{made.get_absolute_url()}sides/").content.decode().count('name="lines"') == 1


def test_a_body_is_entered_with_the_letters_that_were_meant(read):
    made = read(HEADER, [1, "Б.Бат", "Cангийн яам"], [2, "Д.Сараа", "Сангийн яам"])
    assert [each.organisation["mn"] for each in made.lines.all()] == ["Сангийн яам"] * 2
    assert decisions(made) == ["take", "take"]


def test_another_secretary_says_nothing_of_its_columns(cast, read):
    made = read([*HEADER, "Гарал"], [1, "Б.Бат", "", "", "Дорнод"])
    assert signed_in(cast.oyun).post(f"{made.get_absolute_url()}columns/", {"column_4": "region"}).status_code == 404
    with pytest.raises(Refused):
        take_all(made, by=cast.oyun)
