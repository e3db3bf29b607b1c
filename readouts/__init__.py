"""What was published: the records, the catalogue, the library and the ways to fill it."""

__version__ = "0.1.0"
