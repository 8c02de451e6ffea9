"""The page of ``chidao review serve``: the server, and the page's own files."""
