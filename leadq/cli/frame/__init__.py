"""What stands around a command: the table of commands, parsing, help, options, session, questions.

``table`` says which commands there are, ``door`` builds one when it is called, ``flags`` are the
options that commands share, ``work`` is what a command body works with. A command is never named
here but in the table.
"""
