"""The process that reads one dangerous file: ``python -m readouts.documents.worker FORMAT SECONDS BYTES``.

The file comes on standard input, the answer goes to standard output as JSON.
"""

from __future__ import annotations

import json
import sys

from readouts.apart import limit
from readouts.documents.document import MAX_DOCUMENT
from readouts.documents.reading import here, to_json
from readouts.errors import InputError


def main(arguments: list[str]) -> int:
    """Read, answer, and say 0; anything that goes wrong beyond what a file may have wrong ends the process."""
    form, seconds, memory = arguments[0], int(arguments[1]), int(arguments[2])
    limit(seconds, memory)
    content = sys.stdin.buffer.read(MAX_DOCUMENT + 1)
    try:
        answer = to_json(here(form, content))
    except InputError as error:
        answer = json.dumps({"error": str(error)}).encode("ascii")
    except MemoryError:
        return 3
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
