"""Projects: what organisations did together, and who took part.

Owns projects and participations, the registers of funded projects that bring them, and the ties of participations to
organisations of the directory. Refuses to tie a name that is doubtful: it stays a name.
"""
