"""Introductions: two organisations are asked whether they want to meet, and followed until one knows what came of it.

Owns who was asked, what they answered, who was reminded, how many introductions an organisation takes, and outcomes.
Refuses to rank anybody: who is proposed comes from people, or from the suggestions above.
"""
