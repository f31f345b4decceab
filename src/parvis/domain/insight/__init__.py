"""The network seen from above, and indicators with their definitions and their history.

Owns snapshots of indicators. Everything else is read from the apps below at the moment somebody looks.
"""
