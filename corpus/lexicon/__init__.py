"""Data files that an official can edit: tab-separated, with a heading row; each entry has an example and a source."""

from __future__ import annotations
