"""Why a backup is not made, believed or restored."""


class Refused(Exception):  # noqa: N818  the word that the commands say
    """It could not be done, and nothing was touched."""

    status = 2


class Damaged(Refused):
    """The backup is not what was once written."""

    status = 1
