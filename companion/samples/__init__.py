"""Short written talks, one message a line, to hear the companion without typing."""

from __future__ import annotations

from importlib import resources

from companion.errors import CompanionError


def names() -> tuple[str, ...]:
    """The talks there are."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name[:-4] for file in files if file.name.endswith(".txt")))


def messages(name: str) -> tuple[str, ...]:
    """The messages of a talk, in order. Raises CompanionError for an unknown name."""
    if name not in names():
        raise CompanionError(
            f"There is no sample talk of that name; there are: {', '.join(names())}."
        )
    text = (resources.files(__package__) / f"{name}.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip())
