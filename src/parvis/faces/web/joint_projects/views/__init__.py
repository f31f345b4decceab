"""Pages of joint projects."""
