"""One small function around each outside library, which is loaded when the function is called."""
