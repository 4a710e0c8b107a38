"""`python -m ui.started` opens the window as always, says when it can be used, and closes it.

For `companion bench engine`, which knows no window. Nothing of Qt is imported above the last lines: the
engine's child process reads this file again when it starts, as it reads `ui.__main__` for a person.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from ui.__main__ import main
    from ui.watch import Watch

    sys.exit(main(watch=Watch))
