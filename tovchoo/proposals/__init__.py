"""The board of proposals: tabled, discussed, merged, split, accepted, withdrawn; the way to commitments."""
