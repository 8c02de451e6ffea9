"""What was extracted, in the formats of other programs: tables, calendars, graphs, annotations.

The same database gives the same bytes on any day and machine: no clock, no chance, rows in a fixed order.
"""

from __future__ import annotations
