"""What the outside sees; faces do not know each other."""
