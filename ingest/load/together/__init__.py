"""What stands in many sources brought together: the numbers of one indicator, what is printed of one post."""
