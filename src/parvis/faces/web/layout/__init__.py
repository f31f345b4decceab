"""What every page shares: base page, navigation, error pages."""
