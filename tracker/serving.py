"""How gunicorn serves: `gunicorn --config python:tracker.serving tracker.wsgi`."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Measured: as many processes as cores, one thread each; threads halve the throughput.
workers = int(os.environ.get("WEB_CONCURRENCY", str(os.cpu_count() or 2)))
timeout = 30
graceful_timeout = 10
# A worker is replaced now and then, so that memory which some request needed once is given back.
max_requests = 5000
max_requests_jitter = 500
preload_app = True
# It would lie in the home directory; all state of ours is under var/, and systemd manages the process.
control_socket_disable = True
# Where somebody asks for a log of requests (--access-logfile), it has paths only: what stands behind the question mark may be
# the key of a calendar address, and so may the address that a visitor comes from.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(D)s'
