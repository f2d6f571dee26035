"""Plans: proposals, commitments, versions, and how one came from another."""
