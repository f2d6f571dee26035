"""The plan's calendar: where in its cycle a plan stands, read from all that meets in it."""
