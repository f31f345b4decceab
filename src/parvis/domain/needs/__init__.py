"""What organisations look for and what they offer, and outside calls that they could answer together.

Owns notices (a need or an offer), which questions of a form ask for needs, opportunities and who wants to answer them.
Refuses to know who was suggested for a need or introduced to whom: that is said above.
"""
