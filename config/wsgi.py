import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

get_resolver().url_patterns  # noqa: B018  the first reader does not wait until all pages are known

# What was made at the start stays: the collector need not look at it again with every few pages.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 100)
