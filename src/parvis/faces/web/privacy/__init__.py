"""What becomes of personal data, and the legal notice."""
