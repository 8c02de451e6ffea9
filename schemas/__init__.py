"""What a record is: models, closed vocabularies, JSON Schema, database migrations.

This package imports nothing of the other packages.
"""

from __future__ import annotations
