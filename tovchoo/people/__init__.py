"""People, organisations, offices, forums, who sits where, and by which instrument. Knows no plan."""
