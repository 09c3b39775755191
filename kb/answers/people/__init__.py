"""Who was appointed and removed, who holds a post on a day, and which rows of one name are one person."""
