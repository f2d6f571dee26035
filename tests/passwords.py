"""Passwords of the tests: hashed as the product hashes them, with less work; what it asks of itself a test says."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    work_factor = 2
    parallelism = 1
