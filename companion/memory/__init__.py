"""What is kept, how it is recalled, and how it is forgotten."""
