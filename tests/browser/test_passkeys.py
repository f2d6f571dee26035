"""Passkeys, with an authenticator inside the browser that answers as a phone or a laptop does."""

import pytest
from playwright.sync_api import expect

from tests.browser.office import PASSWORD, SIGN_IN, sign_in

INSIDE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
          "isUserVerified": True}  # fmt: skip


@pytest.fixture
def device(visitor):
    """A page on a device that makes passkeys."""
    page = visitor()
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": INSIDE | {"automaticPresenceSimulation": True}})
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def adds_a_passkey(page):
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    page.get_by_label("Name").fill("practice phone")
    press(page, "Add a passkey")
    expect(page.get_by_role("heading", name="Spare codes")).to_be_visible()


def signs_out(page):
    page.goto("/en/workspace/")
    press(page, "Sign out")
    expect(page).to_have_url(page.url.partition("/en/")[0] + "/en/")


def is_at_work(page):
    expect(page.get_by_role("heading", name="Waiting for you")).to_be_visible()


def test_an_invitation_is_accepted_with_a_passkey_and_never_a_password(device, office):
    device.goto(office.invitations["Ariun"])
    press(device, "With a passkey instead of a password")
    adds_a_passkey(device)
    signs_out(device)
    device.goto(SIGN_IN)
    press(device, "Sign in with a passkey")
    is_at_work(device)


def test_a_passkey_is_the_second_step_after_a_password(device, office):
    device.goto(office.invitations["Bolor"])
    device.get_by_label("Password").fill(PASSWORD)
    press(device, "Open my account")
    device.get_by_role("link", name="Add a passkey").click()
    adds_a_passkey(device)
    signs_out(device)
    sign_in(device, "bolor@example.org")
    expect(device.get_by_role("heading", name="The second step")).to_be_visible()
    press(device, "Use a passkey")
    is_at_work(device)


def test_who_turns_back_at_the_device_is_told_so_and_can_try_again(device, office):
    device.goto(SIGN_IN)
    press(device, "Sign in with a passkey")  # it holds none for this site
    expect(device.get_by_role("alert")).to_contain_text("The passkey was not accepted on this device.")
    expect(device.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_a_browser_without_passkeys_is_not_offered_any(visitor, office):
    page = visitor()
    page.add_init_script("delete window.PublicKeyCredential")
    for path in (SIGN_IN, office.invitations["Ganaa"]):
        page.goto(path)
        expect(page.get_by_role("button")).not_to_have_count(0)
        expect(page.get_by_role("button", name="passkey")).to_have_count(0)
