"""Text to items: one module a kind, each a spaCy component with one public function."""

from __future__ import annotations
