"""The draft with all that one can hold, and its version, as many tests of documents begin with them."""

from copy import deepcopy

import pytest

from tests.editions.versions import a_draft, frozen
from tests.kept import Kept, made_once


@pytest.fixture(scope="session")
def kept_draft(kept_cast, django_db_blocker) -> Kept:
    with django_db_blocker.unblock():
        return made_once(lambda: a_draft(deepcopy(kept_cast.told)), upon=kept_cast)


@pytest.fixture(scope="session")
def kept_version(kept_draft, kept_cast, django_db_blocker) -> Kept:
    with django_db_blocker.unblock():
        by = deepcopy(kept_cast.told.administrator)
        return made_once(lambda: frozen(deepcopy(kept_draft.told), by=by), upon=kept_draft)


@pytest.fixture
def draft(cast, kept_draft):
    return kept_draft.restored(lambda: a_draft(cast))


@pytest.fixture
def version(draft, cast, kept_version):
    return kept_version.restored(lambda: frozen(draft, by=cast.administrator))
