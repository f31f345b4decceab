"""Owns shared reference data: themes, sectors, territories; refuses to know any organisation."""
