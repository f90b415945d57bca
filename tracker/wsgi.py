"""The door the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
# A page that takes longer is broken off; commands such as imports may take as long as they need.
os.environ.setdefault("STATEMENT_TIMEOUT", "10")

application = get_wsgi_application()
