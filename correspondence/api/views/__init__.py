"""One file a noun; a view fetches for its reader, calls, and answers in JSON."""
