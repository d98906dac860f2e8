"""What is looked for: words in all that is known, conditions that leads have to fulfil."""
