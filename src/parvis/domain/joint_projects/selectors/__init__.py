"""What is read of joint projects."""
