"""What keeps the pages running: who asks, one log line a request, error pages, health and figures."""
