from tovchoo.kernel.collation import sort_key


def in_order(words, language="mn"):
    return sorted(words, key=lambda word: sort_key(word, language))


def test_the_mongolian_letters_stand_in_their_place():
    assert in_order(["Яам", "Пүрэв", "Өндөр", "Орон", "Фонд", "Үндэс", "Улс"]) == [
        "Орон", "Өндөр", "Пүрэв", "Улс", "Үндэс", "Фонд", "Яам",
    ]  # fmt: skip


def test_case_and_quotes_do_not_matter():
    assert in_order(["“Заг” холбоо", "жим", "Ард"]) == ["Ард", "жим", "“Заг” холбоо"]


def test_the_reader_s_own_script_comes_first():
    assert in_order(["Asia", "Монгол"], "mn") == ["Монгол", "Asia"]
    assert in_order(["Монгол", "Asia"], "en") == ["Asia", "Монгол"]


def test_a_look_alike_letter_does_not_move_a_name_to_the_other_script():
    assert in_order(["Youth", "Тungaahui", "Strategy"], "en") == ["Strategy", "Тungaahui", "Youth"]


def test_accents_stand_with_their_letter_and_the_shorter_comes_first():
    assert in_order(["Étang", "Etan", "Fa", "Eta"], "fr") == ["Eta", "Etan", "Étang", "Fa"]


def test_a_key_is_of_digits_that_every_locale_sorts_alike():
    assert set(sort_key("Өө — 12 «q» 漢字 🙂", "mn")) <= set("0123456789abcdef")
