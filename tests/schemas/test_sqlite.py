"""sqlite-utils comes without numpy and pandas, and leaves them to whoever wants them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _said(script):
    made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return made.stdout.strip()


def test_sqlite_utils_comes_alone():
    assert _said("import sys, schemas.sqlite; print({'numpy', 'pandas'} & set(sys.modules))") == "set()"


@pytest.mark.parametrize("order", ["import schemas.sqlite, numpy", "import numpy, schemas.sqlite"])
def test_sqlite_hides_nothing_for_good(order):
    assert _said(f"{order}; print(numpy.__name__, schemas.sqlite.Database(memory=True).table_names())") == "numpy []"
