"""Boxes of forms."""

from tests.cast import signed_in


def test_a_box_in_which_nothing_is_chosen_shows_one_dash(cast):
    saraa = signed_in(cast.saraa)
    for path in ("register/plans/new/", "motions/table/"):
        said = saraa.get(f"/en/workspace/{path}").content.decode()
        assert '<option value="" selected>—</option>' in said and "-----" not in said
