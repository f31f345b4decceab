"""Joint projects of the campus and its ecosystem: partners, milestones, funding, documents, news.

Owns what people here say of their own projects. What registers say of past projects is in `projects`; a joint project
may name the one that it is there.
"""
