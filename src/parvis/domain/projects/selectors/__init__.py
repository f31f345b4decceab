"""What reads projects."""
