"""A store of its own for each test, and what it holds."""

import pytest
from django.core.files.storage import default_storage

from tests.files.makers import uploads


@pytest.fixture(autouse=True)
def closed_at_the_end():
    yield
    while uploads:
        uploads.pop().close()


@pytest.fixture
def store(tmp_path, settings):
    """Where files are kept, empty; temporary files of uploads lie beside it."""
    folder, passing = tmp_path / "store", tmp_path / "passing"
    folder.mkdir()
    passing.mkdir()
    default = settings.STORAGES["default"] | {"OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    settings.FILE_UPLOAD_TEMP_DIR = str(passing)
    assert default_storage.location == str(folder)
    return folder


@pytest.fixture
def left_over(store):
    """Every file that lies anywhere around the store."""
    return lambda: sorted(path.name for path in store.parent.rglob("*") if path.is_file())
