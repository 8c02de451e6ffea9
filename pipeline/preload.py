"""Importing this loads the models: the server that workers are forked from does so once, and each worker has them."""

from __future__ import annotations

from pipeline.worker import warm

warm()
