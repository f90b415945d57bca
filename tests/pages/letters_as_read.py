"""Reading a page in a test as a person reads it."""


def page(client, letter, query="", status=200):
    response = client.get(letter.get_absolute_url() + query)
    assert response.status_code == status
    return response.content.decode()


def told(html):
    """Return the page's words without its tags, so that a test reads like the page."""
    words, inside = [], False
    for character in html:
        inside = (inside or character == "<") and character != ">"
        words.append(" " if character in "<>" else "" if inside else character)
    return " ".join("".join(words).replace("&#x27;", "'").split())
