"""The draft with all that one can hold, and its version, as many tests of documents begin with them."""

import pytest

from tests.editions.versions import a_draft, frozen


@pytest.fixture
def draft(begin_with):
    return begin_with(a_draft)


@pytest.fixture
def version(begin_with, draft):
    return begin_with(_first_version, draft)


def _first_version(cast, draft):
    return frozen(draft, by=cast.administrator)
