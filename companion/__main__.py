"""`python -m companion`: the same companion in a terminal."""

import multiprocessing
import sys

from companion.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # the engine's child starts here too, in a packaged build
    sys.exit(main())
