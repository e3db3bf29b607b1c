"""``python -m readouts`` is the ``readouts`` command."""

from readouts.cli import main

main()
