"""What was offered, how often, what came back each time, and where does the offer stand now?

The ledger folds again, for its reader, everything that it shows; its filters and its order rest on the stored standings.
The number of queries does not depend on how much there is.
"""

from .lists import Drawn, Ledger, listed_offers, offer_for, offers_on_record

__all__ = ["Drawn", "Ledger", "listed_offers", "offer_for", "offers_on_record"]
