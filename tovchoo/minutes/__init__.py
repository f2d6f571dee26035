"""Minutes of meetings: written by several hands, corrected, adopted, frozen; the page of a meeting."""
