"""sqlite-utils, as every other module takes it: without numpy and pandas.

Where they are installed, sqlite-utils loads them to know the types of their values, a third of a second at each start
of a command. No value of ours has such a type.
"""

from __future__ import annotations

import sys

_HIDDEN = [name for name in ("numpy", "pandas") if name not in sys.modules]

sys.modules.update(dict.fromkeys(_HIDDEN))  # type: ignore[arg-type]  # None: an import is told that there is none
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name in _HIDDEN:
        del sys.modules[_name]

__all__ = ["Database", "Migrations"]
