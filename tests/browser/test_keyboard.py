"""Everything can be done without a mouse, and one always sees where one is."""

WATCH = """() => {
    const wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter(found => found.getClientRects().length);
    window.visited = [];
    document.addEventListener("focusin", ({target}) => {
        const {outlineStyle, outlineWidth} = getComputedStyle(target);
        const onScreen = target.getBoundingClientRect().right > 0;
        const seen = onScreen && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        visited.push([wanted.indexOf(target), seen]);
    });
    return wanted.map(found => found.outerHTML.slice(0, 120));
}"""
WHERE = "document.activeElement.id || document.activeElement.className"


def test_tab_goes_through_every_page_in_the_order_it_is_read_and_shows_where_it_is(reader, kinds):
    page = reader(reduced_motion="reduce")
    for path in kinds["en"].values():
        page.goto(path)
        wanted = page.evaluate(WATCH)
        for _stop in wanted:
            page.keyboard.press("Tab")
        visited = page.evaluate("visited")
        assert [at for at, _seen in visited] == list(range(len(wanted))), path
        assert not [wanted[at] for at, seen in visited if not seen], path


def test_the_first_stop_leads_past_the_header(reader):
    page = reader()
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate(WHERE) == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_one_can_go_back(reader):
    page = reader()
    page.goto("/en/search/")
    for key in ("Tab", "Tab", "Shift+Tab"):
        page.keyboard.press(key)
    assert page.evaluate(WHERE) == "skip"


def test_search_is_typed_and_entered(reader):
    page = reader()
    page.goto("/en/search/")
    while page.evaluate(WHERE) != "q":
        page.keyboard.press("Tab")
    page.keyboard.type("media freedom")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=media+freedom")
    assert page.get_by_role("main").get_by_role("link", name="Ensure media freedom").count() == 1
