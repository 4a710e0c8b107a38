"""Hearing: where speech begins and ends, which words were said, and how. Sound stays in memory."""
