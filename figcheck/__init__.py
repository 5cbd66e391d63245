"""figcheck: finds the figures in news articles, links those about the same thing, and shows where they differ."""

__version__ = "0.1.0"
