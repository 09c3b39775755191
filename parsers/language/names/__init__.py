"""Names: of organisations, posts, people, kinds of documents."""
