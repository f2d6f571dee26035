import pytest

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize(
    "accepted, address",
    [
        ("mn", "/mn/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("fr,mn;q=0.5", "/mn/"),
        ("de", "/mn/"),
        ("", "/mn/"),
        ("x" * 5000, "/mn/"),
    ],
)
def test_the_first_address_leads_to_the_reader_s_language(client, accepted, address):
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer["Location"], answer["Vary"]) == (302, address, "Accept-Language")


def test_a_fallback_says_its_language_and_its_state(page):
    text = page("/mn/news/2022-06-22-supreme-audit-institutions/")
    assert '<span lang="en">Supreme Audit Institutions' in text


def test_our_own_translations_say_so(page):
    assert "албан бус орчуулга" in page("/mn/plans/nap5/commitments/4/") or "ажлын орчуулга" in page(
        "/mn/plans/nap5/commitments/4/"
    )


def test_dates_read_as_people_write_them(page):
    assert "2023 оны 11 дүгээр сарын 8" in page("/mn/meetings/working-group-nap5-1/")
    assert "8 November 2023" in page("/en/meetings/working-group-nap5-1/")
