"""What agents may call: the commands as tools of the Model Context Protocol."""
