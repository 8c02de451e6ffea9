"""What is known beforehand: documents, gold annotations, the lexicon, and their loaders."""

from __future__ import annotations
