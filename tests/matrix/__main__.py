"""Write the table anew: `python -m tests.matrix`, then look at what changed before it is checked in."""

import sys

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "tests/matrix/write.py"]))
