"""The file in which articles are kept between stages and between runs."""
