"""Exercises a person can ask for: rehearsing a talk, a thought, breathing, the senses, the good."""
