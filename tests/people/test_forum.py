import pytest

from tovchoo.people.half_circle import picture_of

pytestmark = pytest.mark.usefixtures("record")


def test_the_seats_are_drawn_and_told(page):
    text = page("/en/forums/working-group-nap5/")
    assert text.count('<circle class="g" cx=') == 28 + 1 and text.count('<circle class="c" cx=') == 24 + 1
    assert 'aria-label="government: 28, non-government: 24"' in text and "Holders not recorded" in text


@pytest.mark.parametrize("total", [1, 2, 3, 7, 52, 101, 400])
def test_every_seat_has_its_own_place(total):
    dots = picture_of([("government", total)]).dots
    assert len({(x, y) for x, y, _kind in dots}) == total


@pytest.mark.parametrize("sides", [[], [("government", None)], [("government", 401)], [("government", 0)]])
def test_what_cannot_be_drawn_is_not(sides):
    assert not picture_of(sides).dots
