"""The prompt: prefix, transcript and tail."""
