"""A private companion that listens: the core, without a window and without globals."""

__version__ = "0.1.0"
