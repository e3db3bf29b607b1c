"""Reading one text: from its words to statements with speaker, topics and tone."""

from __future__ import annotations

from compare import lexicon
from compare.records import Analysis, Context
from compare.statements import count_words
from readouts.errors import InputError
from readouts.model import LANGUAGES


def analyse(text: str, context: Context) -> Analysis:
    """Read a text.

    text (str): as stored. context: language, side, participants.
    Offsets in the result are code points into ``text``. The result depends on nothing but the
    arguments and the rules. Raises InputError for a language that is not read.
    """
    if context.language == "en":
        from compare.english import read
    elif context.language == "zh":
        from compare.chinese import read
    elif context.language == "ru":
        from compare.russian import read
    else:
        raise InputError(
            f"Language {context.language!r} is not read; use one of {', '.join(f'{k} ({v})' for k, v in LANGUAGES.items())}."
        )
    statements, furniture = read(text, context)
    return Analysis(
        tuple(statements),
        context.language,
        count_words(text, context.language),
        tuple(furniture),
        lexicon.version(context.language),
    )
