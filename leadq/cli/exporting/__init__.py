"""leadq export: the command and its formats, one file ``to_<name>.py`` each (see ``formats``)."""
