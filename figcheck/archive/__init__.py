"""A run over however many articles, linked and checked part by part. ``run.run_many`` is the way in."""
