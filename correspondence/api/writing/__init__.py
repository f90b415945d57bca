"""Writing through the API: the names of the JSON, the checks of the models, the choices that the admin would offer.

Whatever a request names is looked up among what its account may see: a record that is hidden and one that never was are
refused in the same words. Everything wrong is told at once, and then nothing is stored.
"""

from .adding import add
from .changing import change, version_named
from .logging import log

__all__ = ["add", "change", "log", "version_named"]
