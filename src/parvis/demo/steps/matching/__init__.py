"""Needs and offers, introductions and joint projects of invented organisations, over two years.

Written as rows with the days of then, as a campus would bring in its archive: services write the present day.
"""
