"""Suggestions: who should meet whom, and why, worked out from who worked with whom and from what people look for.

Owns suggestions as they were last worked out, what people think of them, and the weekly digest. Decides nothing: a
suggestion becomes something only when a person proposes an introduction.
"""
