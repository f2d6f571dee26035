"""Texts that several people write at once: kept as they are typed, put together by words, nobody overwritten."""
