"""Letters by e-mail: written in the transaction of what they tell of, sent by the worker. Knows no person."""
