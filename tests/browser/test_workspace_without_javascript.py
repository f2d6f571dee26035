"""Work is done without JavaScript too: it adds comfort, never a duty."""

from playwright.sync_api import expect

from tests.accounts.phone import shown_for
from tests.browser.office import PASSWORD, sign_in


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def box(page, group, language):
    return page.get_by_role("group", name=group).get_by_label(language)


def test_from_the_invitation_to_the_news_without_javascript(visitor, office):
    page = visitor(java_script_enabled=False)
    spare = accepts_the_invitation(page, office.invitations["Delger"])
    press(page, "Sign out")
    signs_in_with_a_spare_code(page, spare)
    enters_an_organisation_after_a_fault(page)
    publishes_a_news_item(page)
    stranger = visitor(java_script_enabled=False)
    stranger.goto("/mn/news/")
    expect(stranger.get_by_role("link", name="Скриптгүй мэдээ")).to_be_visible()


def accepts_the_invitation(page, path):
    page.goto(path)
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Open my account")
    page.get_by_label("Authenticator code").fill(shown_for(page.locator("code").inner_text()))
    press(page, "Turn it on")
    spare = page.locator(".codes li").first.inner_text()
    follow(page, "I have kept them; to the workspace")
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()
    return spare


def signs_in_with_a_spare_code(page, spare):
    sign_in(page, "delger@example.org")
    page.get_by_label("Code").fill(spare)
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()


def enters_an_organisation_after_a_fault(page):
    follow(page, "Organisations")
    follow(page, "Register an organisation")
    page.get_by_label("Website").fill("no address")
    press(page, "Enter")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_label("Website")).to_have_value("no address")
    page.get_by_label("Website").fill("practice.example.org")
    box(page, "Name", "Монгол").fill("Скриптгүй холбоо")
    box(page, "Name", "English").fill("Union without Scripts")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Union without Scripts")


def publishes_a_news_item(page):
    follow(page, "News and pages")
    follow(page, "Write a news item")
    for group, mn, en in (("Title", "Скриптгүй мэдээ", "News without Scripts"), ("Text", "Зохиомол.", "Fictional.")):
        box(page, group, "Монгол").fill(mn)
        box(page, group, "English").fill(en)
    press(page, "Save")
    press(page, "Publish now")
    expect(page.get_by_role("heading", level=1)).to_have_text("News without Scripts")
