"""Minutes of meetings: written by several hands, circulated for correction, adopted and frozen; the page of a meeting."""
