"""Every column of what is kept of somebody, in every place it has to be."""
