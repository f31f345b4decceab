"""What every page stands in: header, navigation, footer, messages."""
