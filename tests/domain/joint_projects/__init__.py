"""Tests of joint projects."""
