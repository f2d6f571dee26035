"""Not a test: what `python -m tests.matrix` runs on a database of the tests."""

from tests.matrix.test_matrix import TABLE, measured


def test_write(cast, everywhere, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    TABLE.write_text("\n".join(measured(cast, everywhere)) + "\n")
