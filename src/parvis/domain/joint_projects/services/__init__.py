"""What is done to joint projects."""
