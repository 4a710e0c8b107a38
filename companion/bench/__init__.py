"""Benches: they print what they measured beside a plain baseline; nothing is tuned to look good."""
