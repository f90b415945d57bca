"""Reading the ledger in a test as a person reads it."""

import re
from html import unescape

from tests.pages.letters_as_read import told


def ledger(client, query="", status=200):
    response = client.get(f"/offers/{query}")
    assert response.status_code == status
    return response


def rows(response):
    return {drawn.row.offer.title: drawn.row for drawn in response.context["listing"].rows}


def cell(response, title, name):
    """Return the words of one cell in the row of an offer, by its label or its class."""
    html = response.content.decode()
    row = next(row for row in re.findall(r'<tr class="open".*?</tr>', html, re.DOTALL) if title in row)
    found = re.findall(r"<(?:td|th)([^>]*)>(.*?)</(?:td|th)>", row, re.DOTALL)
    return next(unescape(told(inside)) for names, inside in found if f'"{name}"' in names)


def sentences(response):
    return [unescape(words) for words in re.findall(r'role="img" aria-label="([^"]*)"', response.content.decode())]


def page_of(client, offer, status=200):
    response = client.get(offer.get_absolute_url())
    assert response.status_code == status
    return unescape(told(response.content.decode()))
