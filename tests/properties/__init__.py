"""What must hold for every lead, whatever is known of it."""
