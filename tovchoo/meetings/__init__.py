"""Meetings of the forums of a plan: full, sub-group, workshop, public discussion, forum session."""
