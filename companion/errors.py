"""What can go wrong, split in two: the surroundings (said kindly) and our own mistakes (bugs).

Every `CompanionError` carries one plain sentence a tired person can read. Its text MUST NOT
contain anything the person wrote: errors may end in a log, words never do.
"""

from zipfile import BadZipFile

# What numpy raises where a file of parameters is cut, empty or something else.
NOT_PARAMETERS = (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile)


class CompanionError(Exception):
    """Something about the surroundings: a missing file, a full disk, a stopped engine."""


class EngineDied(CompanionError):
    """The engine's process ended or stopped answering; the next call starts a fresh one."""


class ModelFileError(CompanionError):
    """A model file is missing, truncated, or not a model."""


class NotEnoughMemory(ModelFileError):
    """A model wants more memory than there is; with fewer layers or a smaller window it may go."""


class EndedByModel(ModelFileError):
    """The engine's process ended while it loaded a model."""


class FetchError(CompanionError):
    """The starter pack or a model could not be fetched or did not match its checksum."""


class FetchStopped(FetchError):
    """The person stopped the fetching; what has come is kept for the next time."""


class CannotKeep(FetchError):
    """What is fetched cannot be written: the disk is full, or it refuses."""


class StoreError(CompanionError):
    """The memory could not be opened, read or written."""


class WrongKey(StoreError):
    """The memory is encrypted with another key, or its file is damaged; it was left untouched."""


class DamagedMemory(WrongKey):
    """The memory is damaged and was left untouched, but it can be brought back in whole or part."""


class NewerStore(StoreError):
    """The memory was written by a newer version of the program."""


class InputRefused(CompanionError):
    """The person's message cannot be answered as it is (empty, far too long)."""
