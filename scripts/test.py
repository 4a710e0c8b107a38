"""Everything a fresh machine needs to test the project, and then the tests: one command."""

from __future__ import annotations

import sys

import _setup
import _system
import check


def main() -> int:
    """Set up with the tools, fetch the starter pack, run every check; 0 when all are well."""
    _setup.require_python()
    try:
        _system.need_qt_libraries(_setup.prepare(dev=True), display=False)
    except (_setup.SetupFailed, _system.SystemLacks) as error:
        print(error, file=sys.stderr)
        return 1
    fetched = _setup.call("-m", "companion", "models", "get", "starter")
    return check.run_all() if fetched == 0 else fetched


if __name__ == "__main__":
    sys.exit(main())
