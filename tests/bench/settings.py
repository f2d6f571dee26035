"""The product's settings, with one more address and a cache of pages that marks what it makes.

BENCH_CACHE=keeps      the cache keeps pages, as in the product
BENCH_CACHE=forgets    it keeps nothing: each page is made anew
BENCH_CACHE=none       Django without any middleware, for its shortest answer
"""

import os

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

CACHES_OF_PAGES = {"keeps": "tests.bench.caches.Marks", "forgets": "tests.bench.caches.Forgets"}
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = [
    each.replace("tovchoo.web.public_pages.PublicPages", CACHES_OF_PAGES.get(os.environ["BENCH_CACHE"], each))
    for each in MIDDLEWARE
    if os.environ["BENCH_CACHE"] != "none" or each.startswith("allauth.")
]  # fmt: skip  (allauth does not start without)
