"""The one command: sets everything up on the first start, then opens Companion.

python3 scripts/run.py                    the window, or the terminal where there is no display
python3 scripts/run.py --terminal         the terminal
python3 scripts/run.py --sample evening   a short written talk, without a keyboard
"""

from __future__ import annotations

import argparse
import sys

import _setup
import _system


def main(words: list[str]) -> int:
    """Set up if needed, fetch the starter pack if needed, hand over; the program's exit status."""
    _setup.require_python()
    parser = argparse.ArgumentParser(prog="run.py", description="Set up and open Companion.")
    parser.add_argument("--terminal", action="store_true", help="talk in the terminal")
    parser.add_argument("--sample", metavar="NAME", help="play a short written talk")
    options, rest = parser.parse_known_args(words)
    windowed = _system.has_display() and not options.terminal and options.sample is None
    try:
        python = _setup.prepare()
        if windowed:
            _system.need_qt_libraries(python)
    except (_setup.SetupFailed, _system.SystemLacks) as error:
        print(error, file=sys.stderr)
        return 1
    fetched = _setup.call("-m", "companion", "models", "get", "starter")
    if fetched != 0:
        return fetched
    if windowed:
        return _setup.call("-m", "ui", *rest)
    sample = ["--sample", options.sample] if options.sample is not None else []
    return _setup.call("-m", "companion", "chat", *sample, *rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Start it again and it goes on.")
