"""A passage of the draft in a real browser: the toolbar over Markdown, clean paste from Word and pages, the buttons."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.running import a_house, a_server, told_by

BULLET = "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>"
ITEM = "<p class=MsoListParagraphCxSp{} style='mso-list:l0 level1 lfo1'>" + BULLET + "{}</p>"
WORD = "\n".join((
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{a:x}</style></head><body>',
    "<!--StartFragment--><p class=MsoNormal style='margin:0'><b>Нээлттэй</b> засгийн <i>төлөвлөгөө</i><o:p></o:p></p>",
    ITEM.format("First", "Эхний зүйл"),
    ITEM.format("Last", "Хоёр дахь"),
    '<p class=MsoNormal>Эцэст нь <a href="https://example.org/a">холбоос</a> ба',
    '<a href="javascript:alert(1)">үг</a>.</p><!--EndFragment--></body></html>',
))  # fmt: skip
CLEAN = """**Нээлттэй** засгийн *төлөвлөгөө*

- Эхний зүйл
- Хоёр дахь

Эцэст нь [холбоос](https://example.org/a) ба үг."""
PAGE = """<meta charset='utf-8'><div style="color:red"><h2>A heading</h2><p>One<br>two
<span style="font-weight:700">bold</span>
<img src="https://elsewhere.example/x.png"><script>alert(1)</script></p><ol><li>first</li><li>second</li></ol>
<table><tr><td>a</td><td>b</td></tr></table></div>"""
CLEAN_PAGE = """A heading

One
two **bold**

1. first
2. second

a · b"""

COMMENTED = """<p class=MsoNormal>The ministry <del cite="mailto:a">may</del><ins cite="mailto:a">must</ins>
<a style='mso-comment-reference:AB_1'>publish</a><span class=MsoCommentReference><span style='font-size:8.0pt'>
<a class=msocomanchor href="#_msocom_1">[AB1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span>
it.<span style="display:none">hidden</span><button>Share</button><select><option>One</option></select></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><div class=msocomtxt><p
class=MsoCommentText>Secret remark</p></div></div></div>"""
TABLE = """<table><tr><td><p>Draft law</p><p>2027</p></td><td></td><td>Ministry</td></tr></table>
<ol start=4><li>four</li><li>five</li></ol>
<p><b>«Нээлттэй»</b>гийн <b>один</b><b> два</b>, <b>—</b></p>"""
CLEAN_TABLE = """Draft law 2027 · – · Ministry

4. four
5. five

«**Нээлттэй**»гийн **один** **два**, —"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A site with one part of a draft."""
    data = tmp_path_factory.mktemp("draft")
    with a_house(data) as env:
        told = told_by(env, "drafters")
        with a_server(env, data / "log"):
            yield env, told


@pytest.fixture
def page(browser, house):
    """Where Bat writes; nothing comes from anywhere else."""
    env, told = house
    base = f"http://{env['HOST']}:{env['PORT']}"
    context = browser.new_context(base_url=base, viewport={"width": 360, "height": 780})
    context.add_cookies([{"name": "session", "value": told["session"], "url": base}])
    made = context.new_page()
    made.asked = []
    made.on("request", lambda request: made.asked.append(request.url))
    with made.expect_response("**/keep/"):
        made.goto(f"/en/workspace/plans/{told['plan']}/draft/{told['part']}/")
    expect(made.locator("[data-state]")).to_contain_text("Kept at")  # what the answer changes is changed
    yield made
    assert not [url for url in made.asked if not url.startswith(base)]
    context.close()


def box(page, house, number=0):
    return page.locator(f"#text-{house[1]['texts'][number]}")


def pasted(field, html):
    """As the browser hands over what was copied elsewhere."""
    field.evaluate(
        """(field, html) => { field.focus(); field.select();
        const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'plain');
        field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        html,
    )


def test_bold_and_italic_by_button_and_by_key_and_back(page, house):
    field = box(page, house)
    field.evaluate("field => { field.focus(); field.setSelectionRange(4, 7) }")
    page.get_by_role("button", name="Bold").click()
    expect(field).to_have_value("One **two** three.")
    field.evaluate("field => field.setSelectionRange(4, 11)")
    field.press("Control+b")
    expect(field).to_have_value("One two three.")
    field.press("Control+z")
    expect(field).to_have_value("One **two** three.")


def test_lines_become_a_list_and_lines_again(page, house):
    field = box(page, house, 1)
    field.fill("a\nb")
    field.evaluate("field => field.setSelectionRange(0, 3)")
    page.get_by_role("button", name="Numbered list").click()
    expect(field).to_have_value("1. a\n2. b")
    field.fill("a\nb")
    field.evaluate("field => field.setSelectionRange(0, 3)")
    page.get_by_role("button", name="List", exact=True).click()
    expect(field).to_have_value("- a\n- b")


@pytest.mark.parametrize(("html", "clean"), [
    (WORD, CLEAN), (PAGE, CLEAN_PAGE), (COMMENTED, "The ministry must publish it."), (TABLE, CLEAN_TABLE),
], ids=["Word", "a page", "with comments", "a table"])  # fmt: skip
def test_what_is_pasted_comes_in_clean_and_is_kept(page, house, html, clean):
    field = box(page, house)
    with page.expect_response("**/keep/"):
        pasted(field, html)
        expect(field).to_have_value(clean)
    expect(page.locator("[data-state]")).to_contain_text("Kept at")


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_what_is_too_long_is_not_cut_but_shown_to_be_copied(page, house, kind):
    field = box(page, house)
    field.evaluate(
        """(field, kind) => { field.value = "Here."; field.focus(); field.setSelectionRange(5, 5);
        const data = new DataTransfer(); data.setData(kind, "long ".repeat(4000) + "end");
        field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        kind,
    )
    expect(field).to_have_value("Here.")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("it is 8 signs too long")
    expect(said).to_contain_text("long end")
    said.get_by_role("button").click()
    expect(said).to_have_count(0)


def test_a_button_keeps_what_was_typed_and_adds_a_paragraph(page, house):
    field = box(page, house, 1)
    field.fill("Four, typed just now.")
    code = house[1]["codes"][1]
    page.locator(f"#{code} summary").last.click()
    page.locator(f"#{code}").get_by_role("button", name="Add a paragraph below").click()
    page.wait_for_url("**#*")
    expect(box(page, house, 1)).to_have_value("Four, typed just now.")
    expect(page.locator("textarea[lang=en]")).to_have_count(4)
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    expect(page.locator("[data-told]")).to_be_empty()  # nothing was lost, and nothing had to be put in


def test_what_has_no_place_any_more_is_shown_until_it_was_copied_and_holds_up_nothing(page, house):
    page.evaluate(
        """() => localStorage.setItem(`${document.querySelector("[data-store]").dataset.store} 999999 gone`,
        JSON.stringify({ base: 1, text: "Nowhere any more", sent: null }))"""
    )
    for _time in range(2):
        page.reload()
        expect(page.locator("[data-text]").filter(has_text="Nowhere any more")).to_have_count(1)
        expect(page.locator("[data-state]")).to_contain_text("Kept at")
    page.get_by_role("button", name="I have what I need of it").click()
    page.reload()
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    expect(page.locator("[data-text]")).to_have_count(0)


def test_a_paragraph_that_somebody_takes_out_holds_up_no_other_and_one_that_is_added_is_offered(page, house):
    other = page.context.new_page()
    other.goto(page.url)
    code = house[1]["codes"][1]
    other.locator(f"#{code} summary").last.click()
    other.locator(f"#{code}").get_by_role("button", name="Add a paragraph below").click()
    other.wait_for_url("**#*")
    expect(page.locator("[data-more]")).to_be_visible()
    other.locator(f"#{code} summary").last.click()
    other.locator(f"#{code}").get_by_role("button", name="Take it out").click()
    expect(other.locator(f"#{code}")).to_have_count(0)
    box(page, house, 1).fill("Typed too late.")
    box(page, house).fill("Typed elsewhere.")
    expect(page.locator(f"#here-{house[1]['texts'][1]}")).to_contain_text("taken out of the draft meanwhile")
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    boxes = page.locator("textarea[lang=en]").count()
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(f"#{code}")).to_have_count(0)
    expect(page.locator("textarea[lang=en]")).to_have_count(boxes)  # one more, one less
    expect(box(page, house)).to_have_value("Typed elsewhere.")
    expect(page.locator("[data-state]")).to_contain_text("Kept at")


def test_paragraphs_that_are_made_at_once_of_what_was_just_typed_stand_there_once(page, house):
    field = page.locator("textarea[lang=mn]").nth(1)
    with page.expect_response("**/keep/"):
        field.fill("Нэг.\n\nХоёр.")
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    page.reload()
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    page.locator("textarea[lang=mn]").nth(1).fill("Нэг.\n\nХоёр, гурав.")
    page.get_by_role("button", name="Make paragraphs of it").first.click()
    page.wait_for_url("**#*")
    expect(page.locator("[data-state]")).to_contain_text("Kept at")
    page.wait_for_event("response", lambda answer: answer.url.endswith("/keep/"))  # the next beat
    texts = page.locator("textarea[lang=mn]").evaluate_all("boxes => boxes.map((box) => box.value)")
    assert [each for each in texts if each][1:3] == ["Нэг.", "Хоёр, гурав."]
    assert sum("гурав" in each for each in texts) == 1 and sum("Нэг." in each for each in texts) == 1
