"""Pages that gather, and the look of every page."""
