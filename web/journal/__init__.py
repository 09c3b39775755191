"""What journalists and editors look at: promises and outcomes, posts and their holders, what changed, doubts."""
