"""Review: what a person says of a record, kept apart from it and never lost.

``anchors`` finds the words of a correction again, ``fields`` says what may be edited, ``log`` keeps the corrections,
``merge`` puts them over a record, ``project`` shows the result in the tables; ``sheet`` and ``apply`` are the JSON
files, ``page`` is the page in the browser.
"""
