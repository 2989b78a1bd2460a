"""The one exception that the bench commands turn into a message and exit status 2."""


class BenchError(Exception):
    """Something the person at the terminal has to know or do; the text says what, where and what next."""
