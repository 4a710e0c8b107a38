"""`companion lines`: the crisis card as it would be shown, and people of the person's own on it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from companion import paths, settings
from companion.card import card_of, card_text
from companion.errors import CompanionError


def add_to(commands: Any) -> None:
    """The command and what it does."""
    lines = commands.add_parser(
        "lines", help="the card with help lines, and people of your own on it"
    )
    lines.set_defaults(run=_show)
    actions = lines.add_subparsers(metavar="action")
    add = actions.add_parser("add", help="put somebody on the card; kept unencrypted")
    add.add_argument("who")
    add.add_argument("reach", help="their number, or how else they are reached")
    add.set_defaults(run=_add)
    remove = actions.add_parser("remove", help="take somebody off the card")
    remove.add_argument("who")
    remove.set_defaults(run=_remove)


def _show(_arguments: argparse.Namespace) -> int:
    print(card_text(card_of(settings.load(paths.settings_file()))).strip())
    return 0


def _add(arguments: argparse.Namespace) -> int:
    chosen = settings.load(paths.settings_file())
    made = settings.own_line(arguments.who, arguments.reach)
    if made is None:
        raise CompanionError("Who is it, and how are they reached? Both are needed.")
    if len(chosen.own_lines) >= settings.MOST_OWN_LINES:
        raise CompanionError(
            f"{settings.MOST_OWN_LINES} fit on the card; `companion lines remove NAME` makes room."
        )
    _keep(chosen, (*chosen.own_lines, made))
    print(f"{made[0]} stands on the card now.")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    chosen = settings.load(paths.settings_file())
    gone = " ".join(arguments.who.split()).casefold()
    left = tuple(one for one in chosen.own_lines if one[0].casefold() != gone)
    if left == chosen.own_lines:
        raise CompanionError("Nobody of that name is on the card; `companion lines` shows it.")
    _keep(chosen, left)
    print(f"{arguments.who} is no longer on the card.")
    return 0


def _keep(chosen: settings.Settings, own: tuple[tuple[str, str], ...]) -> None:
    settings.save(replace(chosen, own_lines=own), paths.settings_file())
