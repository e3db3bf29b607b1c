"""What a side, a topic and a fidelity look like, the same on every page."""

from __future__ import annotations

from readouts.model import LANGUAGES, SIDES, Fidelity

_SIDE_MARKS = {"CN": "circle", "US": "square", "RU": "diamond", "EU": "triangle", "UA": "down", "TW": "bar"}

_INKS = {"CN": "B04400", "US": "00609C", "RU": "8A3A74", "EU": "6B5A00", "UA": "57606B", "TW": "00705A"}

_FAMILIES = {
    "security": ("taiwan", "south_china_sea", "military", "nuclear_arms", "japan_history"),
    "crisis": ("iran", "ukraine", "middle_east", "korea"),
    "economy": ("trade", "agriculture", "energy", "aviation", "minerals", "technology"),
    "society": ("fentanyl", "climate", "human_rights", "people", "health", "law_enforcement"),
    "relations": ("visit", "relationship", "multilateral"),
}
_FAMILY = {topic: family for family, topics in _FAMILIES.items() for topic in topics}

FAMILY_LABELS = {
    "security": "Security",
    "crisis": "Crises",
    "economy": "Economy and technology",
    "society": "People and law",
    "relations": "Relations",
    "other": "Other",
}

FIDELITY_NOTES = {
    Fidelity.OFFICIAL: "The text as its publisher issued it.",
    Fidelity.OFFICIAL_TRANSLATION: "A translation issued by the publisher.",
    Fidelity.UNOFFICIAL_TRANSLATION: "A translation by others: scores of its wording are indicative only.",
    Fidelity.EXCERPT: "Part of the text: silence here is not silence of the whole; scores are indicative only.",
    Fidelity.DIGEST: "Our own words, not the publisher's: scores are indicative only, and silence is not proof.",
}


def side_class(side: str) -> str:
    """CSS class that sets the colour of a side; sides without one of their own share a neutral."""
    return f"side-{side.lower()}" if side in _SIDE_MARKS else "side-xx"


def side_ink(side: str) -> str:
    """Colour of a side on paper, as six hexadecimal digits: that of the light page."""
    return _INKS.get(side, "5C5850")


def tint(side: str, strength: float) -> str:
    """The colour of a side mixed with white, as six hexadecimal digits. strength: 0 (white) to 1."""
    ink = side_ink(side)
    parts = (round(int(ink[i : i + 2], 16) * strength + 255 * (1 - strength)) for i in (0, 2, 4))
    return "".join(f"{part:02X}" for part in parts)


def side_shape(side: str) -> str:
    """Name of the shape that marks a side where colour alone would not do."""
    return _SIDE_MARKS.get(side, "ring")


def side_name(side: str) -> str:
    """Name of a side; its code where it has none."""
    return SIDES.get(side, side)


def language_name(code: str) -> str:
    """Name of a language; its code where it has none."""
    return LANGUAGES.get(code, code)


def family(topic: str) -> str:
    """The family of a topic, which gives it its colour: 'security' … 'other'. Users' own topics are 'other'."""
    return _FAMILY.get(topic, "other")
