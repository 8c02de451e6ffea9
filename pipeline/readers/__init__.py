"""Readers: bytes of one format to a Source. To add one, write its module and name it in ``READERS``."""

from __future__ import annotations
