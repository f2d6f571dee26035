"""How a version becomes the plan: put to the vote, approved, put in force by an order; and how it is changed later."""
