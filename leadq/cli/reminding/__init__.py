"""leadq remind."""
