"""Ground for the Django code; imports nothing else of parvis."""
