import pytest


@pytest.fixture(autouse=True)
def _begins_empty(empty_record):
    """Packages are loaded into a record that holds nothing yet."""
