"""What kind of reply, and what must never be said."""
