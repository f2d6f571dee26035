"""A citizen with a phone, from the first page to an article and back."""

import pytest


@pytest.fixture
def phone(reader):
    return reader(width=360, locale="mn-MN", has_touch=True, is_mobile=True)


def test_a_citizen_finds_what_was_promised_by_whom_and_how_it_is_known(phone, site):
    def is_at(path):
        phone.wait_for_url(site + path)

    main = phone.get_by_role("main")

    # The first page speaks her language, and its figures are doors.
    phone.goto("/")
    is_at("/mn/")
    phone.locator(".figure > a", has_text="52").tap()
    is_at("/mn/plans/nap5/figures/working-group-seats/")
    assert "52" in main.get_by_role("heading", level=1).inner_text()
    assert main.locator("[aria-labelledby=entries] li").count() == 2

    # From the figure to the plan, from the plan to a commitment, and the same page in English.
    main.locator(".crumb a").first.tap()
    is_at("/mn/plans/nap5/")
    main.get_by_role("link", name="Ардчиллыг бэхжүүлэхийн тулд хэвлэл мэдээллийн эрх чөлөөг хангах").tap()
    is_at("/mn/plans/nap5/commitments/4/")
    phone.get_by_role("link", name="English").tap()
    is_at("/en/plans/nap5/commitments/4/")
    assert main.get_by_role("heading", name="Ensure media freedom to strengthen democracy").is_visible()

    # One organisation, whichever alphabet its name is typed in.
    for name in ("Tungaahui", "Тунгаахуй"):
        phone.get_by_role("link", name="Search").tap()
        main.get_by_role("searchbox").fill(name)
        main.get_by_role("button", name="Search").tap()
        phone.wait_for_url("**/en/search/?q=*")
        main.get_by_role("link", name="ungaahui data studio LLC").first.tap()  # its T is Cyrillic, as it was printed
        is_at("/en/organisations/tungaahui-data-studio/")

    # The report, and from a number in it to what it was counted from.
    phone.get_by_role("link", name="Process").tap()
    main.get_by_role("link", name="The whole story, written by the record").tap()
    is_at("/en/plans/nap5/co-creation/")
    main.get_by_role("link", name="52", exact=True).first.tap()
    is_at("/en/plans/nap5/figures/working-group-seats/")
    assert main.get_by_role("heading", name="Counted from these entries").is_visible()

    # The article, and back to where she came from.
    phone.get_by_role("link", name="News", exact=True).tap()
    main.get_by_role("link", name="PERIODIC NATIONAL ACTION PLAN CO-CREATED WITH STAKEHOLDERS").tap()
    is_at("/en/news/nap5-co-created/")
    assert "The working group consisted of 52 members" in main.inner_text()
    main.get_by_role("link", name="Back to all news").tap()
    is_at("/en/news/")
