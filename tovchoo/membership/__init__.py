"""Drawing up who sits where: lists of members, their balance, appointing, replacing. Knows no plan."""
