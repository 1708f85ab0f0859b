"""The program's entry: the window by default, else a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run with the process's arguments; the exit code."""
    from pluggy_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
