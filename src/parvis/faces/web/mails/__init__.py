"""Mails: the queue for administrators, and the inbox of a demo."""
