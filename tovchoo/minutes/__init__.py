"""Minutes of meetings: written by several hands, corrected, adopted and frozen; the page of a meeting."""
