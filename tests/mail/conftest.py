"""A mail server for every story that needs one."""

import pytest

from tests.mail.post_office import a_post_office


@pytest.fixture
def post_office():
    with a_post_office() as office:
        yield office
