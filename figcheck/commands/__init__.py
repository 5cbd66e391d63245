"""What the command line offers beside ``check``: a file for each group of commands, and the options they share."""
