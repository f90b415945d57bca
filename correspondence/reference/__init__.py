"""What every installation may start from: the states, with their ISO 3166-1 codes and names in four languages.

The names in states.csv are short names of the Unicode CLDR (LICENSE.unicode beside it), read by
docs/states_from_cldr.py. Levels, forms of letter and groups come with the migrations.
"""

from .states import Loaded, State, load_states, states

__all__ = ["Loaded", "State", "load_states", "states"]
