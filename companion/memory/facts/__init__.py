"""Facts read from what somebody says: each a quotation, by rules alone."""
