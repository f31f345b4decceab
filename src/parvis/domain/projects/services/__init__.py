"""What writes projects."""
