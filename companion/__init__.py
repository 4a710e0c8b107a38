"""A private companion that listens: the core, without a window and without globals."""

import os

# numpy's own threads would spin beside the engine's for arrays that one thread does in no time
# (measured: a message was read in 27 ms instead of 18). MUST be set before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
