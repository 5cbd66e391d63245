"""``python -m figcheck``: the same as the ``figcheck`` command."""

from figcheck.cli import main

if __name__ == "__main__":
    main(prog_name="figcheck")
