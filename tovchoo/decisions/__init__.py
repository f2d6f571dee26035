"""What forums decide: motions with their votes, decisions, and the tasks that follow."""
