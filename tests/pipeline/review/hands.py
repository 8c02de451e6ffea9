"""A person at the keyboard of a real browser, and the pictures of what is on the screen.

CHIDAO_SHOTS=docs/img writes a screenshot of each step.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

SHOTS = os.environ.get("CHIDAO_SHOTS")
COLOURS = 64  # enough for a page of text, and a third of the bytes
STEPS = (
    "queue", "open", "keys", "header", "confirmed", "rejected", "undone", "edit", "corrected", "fault", "added",
    "undone-after-reload", "english",
)  # fmt: skip


class Hands:
    """A person at the keyboard: only keys are pressed, nothing is clicked and nothing is set by a script."""

    def __init__(self, tab, desk):
        self.tab, self.desk, self.shots = tab, desk, 0

    def press(self, *keys):
        for key in keys:
            self.tab.keyboard.press(key)

    def type(self, words):
        """Put words in the place of what the field holds."""
        self.press("Control+a")
        self.tab.keyboard.type(words)

    def tab_to(self, field):
        """Go from field to field until the cursor is in the one that is wanted."""
        for _ in range(80):
            if self.tab.evaluate("document.activeElement.id") == field:
                return
            self.press("Tab")
        raise AssertionError(f"{field} is not reached by the tabulator")

    def go(self, kind, which=1):
        """Down to the next card of a kind."""
        for _ in range(400):
            self.press("j")
            if self.tab.locator(f".card.on .tag.{kind}").count():
                which -= 1
                if not which:
                    return
        raise AssertionError(f"no {kind} was reached")

    def saved(self, count):
        """Wait until so many corrections are written."""
        self.tab.locator("#state", has_text="đã lưu").wait_for()
        assert self.desk.rows("SELECT count(*) AS n FROM corrections") == [{"n": count}]

    def see(self, selector, **options):
        self.tab.locator(selector, **options).first.wait_for()

    def shoot(self, name):
        """Keep what is on the screen, in few colours, where the pictures of docs/review.md are."""
        assert STEPS[self.shots] == name
        self.shots += 1
        if not SHOTS:
            return
        self.tab.wait_for_timeout(500)
        self.tab.wait_for_function("""() => [...document.images].every((one) => {
            const at = one.getBoundingClientRect();
            return (one.complete && one.naturalWidth) || at.bottom < 0 || at.top > innerHeight;
        })""")
        picture = (
            Image.open(io.BytesIO(self.tab.screenshot())).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
        )
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        picture.save(Path(SHOTS) / f"review-{self.shots:02}-{name}.png", optimize=True)
