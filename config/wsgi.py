import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What was made at the start stays: the collector need not look at it again with every few pages.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 100)
