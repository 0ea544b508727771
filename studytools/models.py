"""Every tool's tables, where Django looks for them."""
