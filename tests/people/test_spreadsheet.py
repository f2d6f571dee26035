"""Lists of members as people have them."""

import tracemalloc
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from tests.people import sheets
from tests.people.sheets import CSV, HEADER, XLSX
from tovchoo.people.member_columns import clean, column_of, parted, place_of, role_of
from tovchoo.people.spreadsheet import Unreadable, lines, rows, survey


@pytest.fixture
def read(tmp_path):
    """Lines of a list that was saved in Excel."""

    def read(*table, **layout):
        return lines_of(sheets.xlsx(tmp_path / "list.xlsx", table, **layout))

    return read


@pytest.fixture
def read_csv(tmp_path):
    def read(*table, **saved):
        return lines_of(sheets.as_csv(tmp_path / "list.csv", table, **saved))

    return read


def lines_of(saved):
    path, media_type = saved
    with path.open("rb") as file:
        return list(lines(file, media_type))


def refusal(content, media_type):
    with pytest.raises(Unreadable) as refused:
        list(lines(BytesIO(content), media_type))
    return refused.value.says


def codes(line):
    return [doubt.code for doubt in line.doubts]


# --- which row is what ------------------------------------------------------------------------------------------------


def test_a_plain_list_comes_out_line_by_line(read):
    one, two = read(HEADER, [1, "Б.Бат", "Сангийн яам", "Дарга"], [2, "Д.Сараа", "Нээлттэй нийгэм форум", ""])
    assert (one.number, one.name, one.organisation, one.position) == (
        2, {"mn": "Б.Бат"}, {"mn": "Сангийн яам"}, {"mn": "Дарга"},
    )  # fmt: skip
    assert (two.number, two.name, two.position, two.doubts) == (3, {"mn": "Д.Сараа"}, {}, ())
    assert (one.side, one.sector, one.role, one.email, one.gender, one.region) == ("",) * 6


def test_titles_above_the_header_and_empty_rows_and_totals_are_passed_over(read):
    found = read(
        ["Ажлын хэсгийн гишүүдийн жагсаалт"], ["2024 оны 5 дугаар сарын 1"], [], HEADER, [1, "Б.Бат", "Сангийн яам"],
        ["", " ", "\u00a0", ""], [2, "Д.Сараа"], [3, "", "", ""], ["", "Нийт 52"], ["Нийт: 2 гишүүн"],
        ["", "Total", "", 2],
        merged=["A1:D1"],
    )  # fmt: skip
    assert [line.number for line in found] == [5, 7]


def test_a_header_that_comes_again_on_each_page_is_no_member(read):
    title = ["Гишүүдийн жагсаалт"]
    found = read(title, HEADER, [1, "Б.Бат"], title, HEADER, [2, "Д.Сараа"], merged=["A1:D1", "A4:D4"])
    assert [line.name["mn"] for line in found] == ["Б.Бат", "Д.Сараа"] and not found[1].doubts


def test_the_numbers_of_columns_below_the_header_are_no_member(read):
    assert len(read(HEADER, [1, 2, 3, 4], [1, "Б.Бат", "", ""])) == 1


def test_a_header_in_two_rows_is_one(read):
    found = read(
        ["№", "Нэр", "", "Байгууллага", ""], ["", "Монгол", "Англи", "Монгол", "Англи"],
        [1, "Б.Бат", "B. Bat", "Сангийн яам", "Ministry of Finance"],
        merged=["A1:A2", "B1:C1", "D1:E1"],
    )  # fmt: skip
    assert [line.name for line in found] == [{"mn": "Б.Бат", "en": "B. Bat"}]
    assert found[0].organisation == {"mn": "Сангийн яам", "en": "Ministry of Finance"}


def test_groups_of_columns_name_what_the_titles_below_leave_open(read):
    found = read(
        ["Байгууллага", "", "Төлөөлөгч", ""], ["Нэр", "Хаяг", "Нэр", "Албан тушаал"],
        ["Сангийн яам", "УБ", "Б.Бат", "Дарга"],
        merged=["A1:B1", "C1:D1"],
    )  # fmt: skip
    assert [(line.organisation["mn"], line.name["mn"]) for line in found] == [("Сангийн яам", "Б.Бат")]


@pytest.mark.parametrize(
    ("title", "kind", "language"),
    [
        ("№", "number", ""), ("Д/д", "number", ""), ("No.", "number", ""), ("ОВОГ, НЭР", "name", ""),
        ("Ner", "name", ""),
        ("Гишүүний нэр", "name", ""), ("Name (English)", "name", "en"), ("Нэр /англи/", "name", "en"),
        ("Овог", "family", ""), ("Эцэг/эхийн нэр", "family", ""), ("First name", "given", ""),
        ("Байгууллагын нэр", "organisation", ""), ("Institution", "organisation", ""), ("Яам", "organisation", ""),
        ("Албан тушаал / Position", "position", ""), ("Тал (төр/ТББ)", "side", ""), ("Салбар", "sector", ""),
        ("Ажлын хэсэгт гүйцэтгэх үүрэг", "role", ""), ("И-мэйл", "email", ""), ("Цахим шуудан", "email", ""),
        ("Утасны дугаар", "phone", ""), ("Хүйс", "gender", ""), ("Аймаг, нийслэл", "region", ""),
        ("Нэp", "name", ""), ("Байгууллага,\nалбан тушаал", "position", ""),
    ],
)  # fmt: skip
def test_a_title_of_a_column_is_known_in_both_languages(title, kind, language):
    assert (column_of(title).kind, column_of(title).language) == (kind, language)


@pytest.mark.parametrize("title", ["Регистрийн дугаар", "Тайлбар", "Сангийн яам", "", "Хавсралт", "нэр " * 200])
def test_another_title_is_not(title):
    assert column_of(title) is None


def test_the_first_visible_sheet_with_a_header_is_read(tmp_path):
    book = Workbook()
    sheets.fill(book.active, [["Тайлбар"], ["Энэ файлд хоёр хуудас бий."]])
    for name, state, member in (("old", "hidden", "Хуучин"), ("new", "visible", "Б.Бат"), ("more", "visible", "Өөр")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheets.fill(sheet, [HEADER, [1, member]])
    book.save(tmp_path / "list.xlsx")
    assert [line.name["mn"] for line in lines_of((tmp_path / "list.xlsx", XLSX))] == ["Б.Бат"]


@pytest.mark.parametrize("title", ["Төр / ТББ", "Төлөөлж буй хэсэг", "Government / NGO", ""])
def test_a_column_of_sides_is_known_by_its_cells_whatever_its_title(read, title):
    found = read([*HEADER, title], [1, "Б.Бат", "", "", "Төр"], [2, "Д.Сараа", "", "", "ТББ"])
    assert [line.side for line in found] == ["government", "non_government"] and not any(map(codes, found))


def test_what_a_column_of_other_words_holds_is_left_out_and_named(tmp_path):
    table = (
        [*HEADER, "Тайлбар", "", "English"],
        [1, "Б.Бат", "", "", "төр", "x", "y"],
        [2, "Д.Сараа", "", "", "ээлж", "x"],
    )
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", table)
    with path.open("rb") as file:
        assert survey(file, media_type).unread == {4: "E: Тайлбар", 5: "F", 6: "G: English"}


def test_a_person_says_what_a_column_holds(tmp_path):
    table = [*HEADER, "Гарал"], [1, "Б.Бат", "", "", "Дорнод"], [2, "Д.Сараа", "", "", "Ховд"]
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", table)
    with path.open("rb") as file:
        assert [line.region for line in lines(file, media_type, {4: "region"})] == ["Дорнод", "Ховд"]


# --- merged and hidden ------------------------------------------------------------------------------------------------


def test_a_merged_cell_speaks_for_all_its_rows_without_a_doubt(read):
    found = read(HEADER, [1, "Б.Бат", "Сангийн яам"], [2, "Д.Сараа"], [3, "Г.Дорж"], merged=["C2:C4"])
    assert [line.organisation for line in found] == [{"mn": "Сангийн яам"}] * 3
    assert not any(line.doubts for line in found)


def test_a_row_that_only_merged_cells_reach_is_no_second_member(read):
    assert len(read(HEADER, [1, "Б.Бат", "Сангийн яам", "Дарга"], [""], merged=["A2:A3", "B2:B3", "C2:C3"])) == 1


def test_a_heading_over_the_whole_width_sets_side_and_sector_below(read):
    found = read(
        HEADER, ["Төрийн байгууллагууд"], [1, "Б.Бат"], [2, "Д.Сараа"],
        ["Нийгмийн байгууллага / Non-government"], [3, "Г.Дорж"], ["Бусад зочид"], [4, "О.Оюун"], [5, "М.Мөнх"],
        merged=["A2:D2", "A5:D5", "A7:D7"],
    )  # fmt: skip
    places = [(line.side, line.sector) for line in found]
    assert places == [("government",) * 2] * 2 + [("non_government", "civil_society"), ("", ""), ("", "")]
    assert [codes(line) for line in found] == [[], [], [], ["unknown_heading"], []]


def test_in_a_csv_file_a_heading_is_alone_and_without_a_number(read_csv):
    found = read_csv(HEADER, ["", "Төрийн байгууллага"], ["1", "Б.Бат"], ["ТББ", "", ""], ["2", "", "УИХ"])
    assert [(line.number, line.side) for line in found] == [(3, "government"), (5, "non_government")]


def test_the_name_of_an_organisation_is_no_heading_and_sets_no_sector(read):
    found = read(HEADER, ["", "", "Төрийн худалдан авах ажиллагааны газар"], [2, "", "Сангийн яам"])
    assert [(line.side, line.sector) for line in found] == [("", "")] * 2


def test_what_a_row_says_itself_counts_more_than_its_heading(read):
    table = (
        [*HEADER, "Тал"],
        ["Төрийн байгууллагууд"],
        [1, "Б.Бат", "", "", "ТББ"],
        [2, "Д.Сараа", "", "", "Төрийн бус тал"],
    )
    found = read(*table, merged=["A2:E2"])
    assert [(line.side, line.sector) for line in found] == [("non_government", "civil_society"), ("non_government", "")]


def test_a_hidden_row_is_read_and_doubted(read):
    assert [codes(line) for line in read(HEADER, [1, "Б.Бат"], [2, "Д.Сараа"], hidden=[3])] == [[], ["hidden_row"]]


# --- texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Сангийн яам / Ministry of Finance", {"mn": "Сангийн яам", "en": "Ministry of Finance"}),
        ("Сангийн яам/Ministry of Finance", {"mn": "Сангийн яам", "en": "Ministry of Finance"}),
        ("Ministry of Finance\nСангийн\nяам", {"mn": "Сангийн яам", "en": "Ministry of Finance"}),
        ("Сангийн яам (Ministry of Finance)", {"mn": "Сангийн яам", "en": "Ministry of Finance"}),
        ("Сангийн яам - Ministry of Finance", {"mn": "Сангийн яам", "en": "Ministry of Finance"}),
        ("Сангийн яам (СЯ) / Ministry of Finance (MOF)", {"mn": "Сангийн яам (СЯ)", "en": "Ministry of Finance (MOF)"}),
        ("Нээлттэй нийгэм форум (OSF)", {"mn": "Нээлттэй нийгэм форум (OSF)"}),
        ("EITI-ийн Монголын үндэсний зөвлөл", {"mn": "EITI-ийн Монголын үндэсний зөвлөл"}),
        ("1. Сангийн яам / 1. Ministry", {"mn": "Сангийн яам", "en": "Ministry"}),
        ("Mercy Corps", {"en": "Mercy Corps"}),
        ("2. Б.Бат (B.Bat)", {"mn": "Б.Бат", "en": "B.Bat"}),
        ("Бат-Эрдэнэ", {"mn": "Бат-Эрдэнэ"}),
        ("21-р сургууль", {"mn": "21-р сургууль"}),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ / Монгол", {"mn_mong": "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "mn": "Монгол"}),
        ("— –", {}),
    ],
)
def test_two_languages_in_one_cell_are_parted_by_their_letters(text, said):
    assert parted(clean(text)) == said


def test_spaces_and_what_nobody_sees_are_cleaned(read):
    (line,) = read(HEADER, [1, "  Б.\u200bБат\u00a0\u00a0 Эрдэнэ\ufeff ", "Сан\u00adгийн\u3000яам"])
    assert (line.name, line.organisation, line.doubts) == ({"mn": "Б.Бат Эрдэнэ"}, {"mn": "Сангийн яам"}, ())


def test_letters_stay_as_they_were_typed(read):
    traditional = "ᠮᠣᠩᠭᠣᠯ\u180e\u202fᠤ\u180bᠨ\u200d ᠬᠡᠯᠡ"
    (line,) = read(HEADER, [1, traditional, "Өмнөговь, Үндэсний № ①", "²"])
    assert line.name == {"mn_mong": traditional} and line.organisation == {"mn": "Өмнөговь, Үндэсний № ①"}
    assert clean("\u0438\u0306") == "й"


def test_a_word_in_two_alphabets_is_put_into_one_and_named(read):
    (line,) = read(HEADER, [1, "Б.Бат", "Cангийн яам"])
    assert line.organisation == {"mn": "Сангийн яам"} and codes(line) == ["mended_alphabets"]
    assert "Cангийн" in line.doubts[0].says and line.doubts[0].is_note


def test_a_word_whose_letters_do_not_look_alike_stays_as_typed_and_is_doubted(read):
    (line,) = read(HEADER, [1, "Б.Бат", "EITIийн зөвлөл"])
    assert line.organisation == {"mn": "EITIийн зөвлөл"} and codes(line) == ["mixed_alphabets"]
    assert not line.doubts[0].is_note


def test_signs_that_turn_a_text_round_are_taken_out_and_doubted(read, read_csv):
    (line,) = read(HEADER, [1, "Б.\u202eБат"])
    assert line.name == {"mn": "Б.Бат"} and codes(line) == ["control_characters"]
    (line,) = read_csv(HEADER, ["1", "Б.\x00Б\x1bат"])
    assert line.name == {"mn": "Б.Бат"} and codes(line) == ["control_characters"]


def test_a_cell_that_looks_like_a_formula_is_text(read, read_csv):
    table = HEADER, [1, "=cmd|'/c calc'!A1", "+Нэмэх", "@Дарга"]
    for (line,) in (read(*table), read_csv(*table)):
        assert line.name == {"en": "=cmd|'/c calc'!A1"} and line.organisation == {"mn": "+Нэмэх"}
        assert line.position == {"mn": "@Дарга"}


def test_a_formula_shows_its_last_value_and_without_one_is_doubted(tmp_path):
    book = Workbook()
    sheets.fill(book.active, [HEADER, [1, "Б.Бат"], [2, "", "Сангийн яам"]])
    book.active["D2"], book.active["D3"] = "=1+1", "=A1"
    book.save(tmp_path / "list.xlsx")
    _patch(tmp_path / "list.xlsx", b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>", b"<f>1+1</f><v></v>")
    one, two = lines_of((tmp_path / "list.xlsx", XLSX))
    assert str(next(iter(one.position.values()))) == "2" and not one.doubts
    assert two.position == {} and codes(two) == ["formula"]


def _patch(path, old, new, other):
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new).replace(other, new))


def test_values_are_shown_as_people_see_them(tmp_path):
    values = [
        date(2024, 5, 1),
        datetime(2024, 5, 1, 14, 30),
        time(9, 5),
        3.0,
        0.1 + 0.2,
        True,
        12345678901234567890,
        "x",
    ]
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", [["Нэр", "Байгууллага"], values])
    with path.open("rb") as file:
        shown = dict(rows(file, media_type))[2]
    assert shown[:6] == ["2024-05-01", "2024-05-01 14:30", "09:05:00", "3", "0.3", "TRUE"] and shown[7] == "x"


# --- what the words mean ----------------------------------------------------------------------------------------------


def test_family_and_given_names_are_joined_as_the_custom_is(read):
    found = read(["Овог", "Нэр", "Байгууллага"], ["Батын", "Дорж"], ["Б", "Сараа"], ["Г.", "Оюун"], ["", "Мөнх"])
    assert [line.name["mn"] for line in found] == ["Батын Дорж", "Б.Сараа", "Г.Оюун", "Мөнх"]


def test_columns_for_each_language_are_one_text(read):
    (line,) = read(["Нэр", "Name (English)", "Яам"], ["Б.Бат", "Bat B.", "Сангийн яам"])
    assert line.name == {"mn": "Б.Бат", "en": "Bat B."}
    (line,) = read(["Нэр", "Name (English)", "Яам"], ["Б.Бат", "Б.Бат", ""])
    assert codes(line) == ["other_letters"]


@pytest.mark.parametrize(
    ("word", "side", "sector"),
    [
        ("төр", "government", "government"), ("Төрийн байгууллагууд", "government", "government"),
        ("Government", "government", "government"), ("төрийн бус", "non_government", "civil_society"),
        ("ТББ", "non_government", "civil_society"), ("II. ТББ-ууд", "non_government", "civil_society"),
        ("Иргэний нийгэм", "non_government", "civil_society"), ("NGO", "non_government", "civil_society"),
        ("Б. Иргэний нийгмийн байгууллагууд (ТББ)", "non_government", "civil_society"),
        ("төрийн бус тал", "non_government", ""), ("non-governmental", "non_government", ""),
        ("Хувийн хэвшил", "non_government", "private"), ("Эрдэм шинжилгээний байгууллага", "", "academia"),
        ("Media", "", "media"), ("Олон улсын байгууллага", "", "international"), ("УИХ", "", "parliament"),
    ],
)  # fmt: skip
def test_sides_and_sectors_are_understood(word, side, sector):
    assert (place_of(word).side, place_of(word).sector) == (side, sector)


@pytest.mark.parametrize("word", ["төр, ТББ", "сансар", "Төрийн худалдан авах ажиллагааны газар", "", "7"])
def test_an_unclear_word_is_not(word):
    assert place_of(word) is None


def test_roles_genders_and_regions(read):
    header = ["Нэр", "Үүрэг", "Хүйс", "Аймаг"]
    said = ["Бат", "Ажлын хэсгийн ахлагч", "эр", "Дорнод"], ["Сараа", "Нарийн бичгийн дарга", "Female", ""]
    found = read(header, *said, ["Дорж", "гишүүн", "эмэгтэй"], ["Оюун", "дэд дарга", "э"])
    assert [line.role for line in found] == ["chair", "secretary", "", ""]
    assert [line.gender for line in found] == ["male", "female", "female", ""] and found[0].region == "Дорнод"
    assert [codes(line) for line in found] == [[], [], [], ["unknown_word"] * 2]
    assert "дэд дарга" in found[3].doubts[0].says and role_of("Co-chair") is None


def test_an_unknown_side_is_left_out_and_not_taken_from_the_heading(read):
    found = read([*HEADER, "Тал"], ["ТББ"], [1, "Б.Бат", "", "", "хоёулаа"], [2, "Д.Сараа"], merged=["A2:E2"])
    assert [(line.side, codes(line)) for line in found] == [("", ["unknown_word"]), ("non_government", [])]


def test_an_address_is_kept_and_a_telephone_never(read):
    found = read(
        ["Нэр", "Байгууллага", "Утас", "И-мэйл"], ["Бат", "", "99112233", "mailto:bat@mof.gov.mn; 99112233"],
        ["Сараа", "", "", "99112233"], ["Дорж", "", "", "a@example.mn, b@example.mn"], ["", "", "88112233", ""],
    )  # fmt: skip
    assert [line.email for line in found] == ["bat@mof.gov.mn", "", "a@example.mn"]
    assert [codes(line) for line in found] == [[], ["email"], ["several_emails"]] and "112233" not in repr(found)


def test_the_same_name_again_names_the_row_where_it_stood(read):
    found = read(HEADER, [1, "Б.Бат", "Сангийн яам"], [2, "B. Bat", "САНГИЙН  ЯАМ"])
    assert codes(found[0]) == [] and codes(found[1]) == ["same_person", "same_organisation"]
    assert all("2" in doubt.says for doubt in found[1].doubts)
    assert [doubt.is_note for doubt in found[1].doubts] == [False, True]  # a body may well send two


def test_a_row_without_a_name_is_doubted(read):
    assert [codes(line) for line in read(HEADER, [1, "", "", "Дарга"])] == [["empty_line"]]


def test_a_column_for_two_things_is_doubted(read):
    (line,) = read(["Нэр", "Байгууллага, албан тушаал"], ["Бат", "Сангийн яам, дарга"])
    assert line.position == {"mn": "Сангийн яам, дарга"} and codes(line) == ["shared_column"]


def test_two_columns_that_disagree_are_doubted(read):
    (line,) = read(["Нэр", "Байгууллага", "Яам"], ["Бат", "Сангийн яам", "Боловсролын яам"])
    assert line.organisation == {"mn": "Сангийн яам"} and codes(line) == ["said_twice"]


# --- .csv -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_in_every_usual_form(read_csv, encoding, delimiter):
    one, two = read_csv(
        ["Жагсаалт"], HEADER, [1, "Ө.Үүрцайх", "Сангийн яам\nMinistry; of Finance"], [2, "Д.Сараа"],
        encoding=encoding, delimiter=delimiter,
    )  # fmt: skip
    assert one.name == {"mn": "Ө.Үүрцайх"} and one.organisation["en"] == "Ministry; of Finance"
    assert (one.number, two.number) == (3, 4) and not one.doubts + two.doubts


def test_the_old_encoding_of_windows_is_a_guess_doubted_once(read_csv):
    table = HEADER, [1, "Б.Бат", "Сангийн яам"], [2, "Д.Сараа"]
    assert [codes(line) for line in read_csv(*table, encoding="cp1251")] == [["encoding"], []]


def test_letters_that_were_lost_before_are_doubted(read_csv):
    (line,) = read_csv(HEADER, [1, "Б.Б\ufffdт"])
    assert codes(line) == ["lost_letters"]


# --- what cannot be read ----------------------------------------------------------------------------------------------


def test_what_is_no_list_says_why(tmp_path):
    def workbook(*table):
        return sheets.xlsx(tmp_path / "list.xlsx", table)[0].read_bytes()

    assert "name, organisation, position" in refusal(workbook(["Бат", "Дорж"]), XLSX)
    assert "name, organisation, position" in refusal("Бат,Дорж\n".encode(), CSV)
    assert "empty" in refusal(workbook(), XLSX) and "empty" in refusal(b"", CSV)
    assert "below the header" in refusal(workbook(HEADER), XLSX)
    for content, kind in ((b"PK\x03\x04", XLSX), (b"\xd0\xcf\x11\xe0", XLSX), (b"%PDF-1.7", "application/pdf")):
        assert ".xlsx" in refusal(content, kind)
    assert refusal(b'"' + b"x" * 200_000, CSV)


def test_a_damaged_sheet_is_refused_and_not_half_believed(tmp_path):
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", [HEADER, [1, "Б.Бат"]])
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        with ZipFile(path, "w") as archive:
            for each, content in parts.items():
                archive.writestr(each, content[: len(content) // 2] if each == name else content)
        try:
            assert len(lines_of((path, media_type))) == 1  # the part was not needed
        except Unreadable as refused:
            assert refused.says


@pytest.mark.parametrize("merges", [60_000 * '<mergeCell ref="A2:B2"/>', 100 * '<mergeCell ref="B2:C9"/>'])
def test_cells_that_nobody_could_have_merged_are_refused(tmp_path, merges):
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", [HEADER, [1, "Б.Бат"]], merged=["A1:B1"])
    _patch(path, b'<mergeCell ref="A1:B1" />', merges.encode(), b"never")
    with pytest.raises(Unreadable):
        lines_of((path, media_type))


def test_a_part_that_unpacks_to_very_much_is_refused(tmp_path):
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", [HEADER, [1, "Б.Бат"]])
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 9_000_000)
    with pytest.raises(Unreadable, match="unpacked"):
        lines_of((path, media_type))


def test_no_entity_is_followed(tmp_path):
    path, media_type = sheets.xlsx(tmp_path / "list.xlsx", [HEADER, [1, "Б.Бат"], [2, "Д.Сараа"]])
    declared = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f "gone">]><sst '
    _patch(path, b"<sst ", declared, b"<sst xmlns=never")
    _patch(path, "Б.Бат".encode(), b"&e;&f;", b"never")
    try:
        found = lines_of((path, media_type))
    except Unreadable:
        return
    assert "root:" not in repr(found) and "gone" not in repr(found)


def test_more_than_a_list_of_members_is_refused(tmp_path, read):
    many = ",".join(HEADER) + 20_000 * "\n1,Бат"
    with pytest.raises(Unreadable, match="20000 rows"):
        survey(BytesIO(many.encode()), CSV)
    assert survey(BytesIO(many[:-6].encode()), CSV).rows == 20_000
    with pytest.raises(Unreadable, match="60 columns"):
        read(HEADER, ["x"] * 61)
    assert len(read(HEADER, [1, "Бат", *[""] * 70])) == 1


def test_empty_rows_far_below_are_no_rows(tmp_path):
    book = Workbook()
    sheets.fill(book.active, [HEADER, [1, "Б.Бат"]])
    book.active.row_dimensions[900_000].height = 30
    book.save(tmp_path / "list.xlsx")
    assert len(lines_of((tmp_path / "list.xlsx", XLSX))) == 1


def test_the_rows_are_counted_for_who_waits(tmp_path):
    table = [["Жагсаалт"], [], HEADER, [1, "Б.Бат"], [], [2, "Д.Сараа"]]
    for path, media_type in (sheets.xlsx(tmp_path / "list.xlsx", table), sheets.as_csv(tmp_path / "list.csv", table)):
        with path.open("rb") as file:
            assert survey(file, media_type).rows == 6 == max(line.number for line in lines(file, media_type))


# --- laws -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [sheets.large_xlsx, sheets.as_csv])
def test_memory_does_not_grow_with_the_list(tmp_path, write):
    few, many = (_peak(*write(tmp_path / f"list-{n}", sheets.members(n))) for n in (500, 5000))
    assert few and many <= 1.5 * few


def _peak(path, media_type):
    tracemalloc.start()
    try:
        with path.open("rb") as file:
            assert sum(1 for _line in lines(file, media_type))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


WRITABLE = some.characters(exclude_categories=["Cs", "Cc"])
ANY_CELL = some.text(WRITABLE, max_size=30) | some.integers() | some.floats() | some.booleans() | some.none()
SPECIAL = some.sampled_from([*HEADER, "Нийт", "ТББ", "Монгол", "Англи", "=1", "_xD800_", "1.", "(", "\u202f", "e@e.mn"])
ANY_TABLE = some.lists(some.lists(ANY_CELL | SPECIAL, max_size=6), max_size=8)
AT_LEISURE = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@AT_LEISURE
@given(ANY_TABLE, some.booleans())
def test_whatever_stands_in_the_cells_it_is_read(tmp_path, table, has_header):
    table = [HEADER, *table] if has_header else table
    in_numbers = [["" if cell is None else cell for cell in row] for row in table]
    for saved in (sheets.xlsx(tmp_path / "a.xlsx", table), sheets.as_csv(tmp_path / "a.csv", in_numbers)):
        try:
            found = lines_of(saved)
        except Unreadable:
            continue
        assert len({line.number for line in found}) == len(found) <= len(table)


@AT_LEISURE
@given(some.binary(max_size=300), some.sampled_from([CSV, XLSX, ""]))
def test_whatever_bytes_they_are_it_reads_or_refuses(content, media_type):
    for start in (b"", "Нэр,Байгууллага\n".encode()):
        try:
            assert list(lines(BytesIO(start + content), media_type))
        except Unreadable as refused:
            assert refused.says


NAMES = some.text(some.sampled_from("абвгөүABCxyz .-'()/\u00a0"), min_size=1, max_size=12).map(
    lambda text: f"Бат{text}"
)


@AT_LEISURE
@given(some.lists(some.tuples(NAMES, NAMES), min_size=1, max_size=12))
def test_every_row_of_a_sound_list_comes_out_once(tmp_path, members):
    table = [HEADER, *([n, name, organisation, ""] for n, (name, organisation) in enumerate(members, 1))]
    for saved in (sheets.xlsx(tmp_path / "a.xlsx", table), sheets.as_csv(tmp_path / "a.csv", table)):
        found = lines_of(saved)
        assert [line.number for line in found] == list(range(2, len(members) + 2))
        assert all(line.name and line.organisation for line in found)
