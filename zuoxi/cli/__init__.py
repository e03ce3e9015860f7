"""The `zuoxi` command. Works without the web and without a database."""
