"""The clause tree: which lines are labelled, how the labels stand to each other, what is a heading."""
