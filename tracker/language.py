"""The language of the pages, as a reader chooses it: kept in a cookie, before and without a login."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

ADDRESS = "/language/"

# Forged, it could change the language of a page and nothing else. So the form needs no token, and who only reads is
# given no cookie until he chooses.
choose = csrf_exempt(require_POST(set_language))
