"""Sides by the names texts give them: countries, their people's adjectives, and bodies of several countries.

Names come from CLDR (by Babel) in English, Chinese and Russian; what diplomats say otherwise stands here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

_MORE = {
    "the united states of america": "US",
    "united states": "US",
    "u.s.": "US",
    "usa": "US",
    "america": "US",
    "people's republic of china": "CN",
    "republic of korea": "KR",
    "south korea": "KR",
    "korea": "KR",
    "democratic people's republic of korea": "KP",
    "north korea": "KP",
    "dprk": "KP",
    "russian federation": "RU",
    "holy see": "VA",
    "vatican": "VA",
    "palestinian authority": "PS",
    "palestine": "PS",
    "türkiye": "TR",
    "turkey": "TR",
    "czech republic": "CZ",
    "democratic republic of the congo": "CD",
    "democratic republic of congo": "CD",
    "republic of the congo": "CG",
    "kingdom of saudi arabia": "SA",
    "argentine republic": "AR",
    "united nations": "UN",
    "european union": "EU",
    "european commission": "EU",
    "european council": "EU",
    "nato": "NATO",
    "great britain": "GB",
    "uae": "AE",
    "burma": "MM",
    "ivory coast": "CI",
    "cape verde": "CV",
    "swaziland": "SZ",
    "east timor": "TL",
    "macedonia": "MK",
    "viet nam": "VN",
    "hashemite kingdom of jordan": "JO",
    "sultanate of oman": "OM",
    "state of qatar": "QA",
    "laos": "LA",
}
_ADJECTIVES = {
    "american": "US", "chinese": "CN", "russian": "RU", "ukrainian": "UA", "israeli": "IL", "palestinian": "PS",
    "philippine": "PH", "nigerian": "NG", "japanese": "JP", "south korean": "KR", "north korean": "KP", "indian": "IN",
    "pakistani": "PK", "iranian": "IR", "iraqi": "IQ", "turkish": "TR", "british": "GB", "french": "FR", "german": "DE",
    "italian": "IT", "spanish": "ES", "polish": "PL", "hungarian": "HU", "czech": "CZ", "slovak": "SK", "dutch": "NL",
    "belgian": "BE", "irish": "IE", "canadian": "CA", "mexican": "MX", "brazilian": "BR", "argentine": "AR",
    "chilean": "CL", "peruvian": "PE", "colombian": "CO", "cuban": "CU", "venezuelan": "VE", "australian": "AU",
    "indonesian": "ID", "malaysian": "MY", "singaporean": "SG", "thai": "TH", "vietnamese": "VN", "cambodian": "KH",
    "mongolian": "MN", "kazakh": "KZ", "uzbek": "UZ", "belarusian": "BY", "serbian": "RS", "greek": "GR",
    "romanian": "RO", "bulgarian": "BG", "swedish": "SE", "norwegian": "NO", "danish": "DK", "finnish": "FI",
    "estonian": "EE", "latvian": "LV", "lithuanian": "LT", "egyptian": "EG", "saudi": "SA", "qatari": "QA",
    "emirati": "AE", "jordanian": "JO", "lebanese": "LB", "syrian": "SY", "kenyan": "KE", "ethiopian": "ET",
    "south african": "ZA", "ghanaian": "GH", "swiss": "CH", "austrian": "AT", "portuguese": "PT", "afghan": "AF",
    "taiwanese": "TW", "european": "EU",
}  # fmt: skip
_SHORT_ZH = {
    "美国": "US", "美": "US", "中国": "CN", "俄罗斯": "RU", "俄": "RU", "韩国": "KR", "朝鲜": "KP", "英国": "GB",
    "法国": "FR", "德国": "DE", "日本": "JP", "印度": "IN", "欧盟": "EU", "欧洲理事会": "EU", "欧盟委员会": "EU",
    "北约": "NATO", "联合国": "UN", "乌克兰": "UA", "伊朗": "IR", "以色列": "IL", "巴勒斯坦": "PS",
}  # fmt: skip


@cache
def names() -> Mapping[str, str]:
    """Name in lower case (English, with or without "the republic of") → side code."""
    found = {name.lower(): code for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)}
    found = {
        name.replace("&", "and").replace("’", "'"): code
        for name, code in found.items()
        if code not in ("UN", "EU", "EZ")
    }
    return found | _MORE


@cache
def names_in(language: str) -> Mapping[str, str]:
    """Names of countries in Chinese or Russian → side code."""
    own = {name: code for code, name in Locale(language).territories.items() if re.fullmatch("[A-Z]{2}", code)}
    return own | (_SHORT_ZH if language == "zh" else {})


def side_named(words: str) -> str:
    """The side an English name means: ``the Republic of Korea`` → ``KR``; '' where it means none."""
    name = " ".join(words.replace("’", "'").lower().split()).strip(" .,")
    name = re.sub(r"^the ", "", name)
    known = names()
    found = known.get(name) or known.get(
        re.sub(r"^(?:(?:state|republic|kingdom|commonwealth) of )(?:the )?", "", name), ""
    )
    return found if len(found) > 1 else ""


def side_of_adjective(words: str) -> str:
    """The side an adjective means: ``Israeli`` → ``IL``; '' where it means none."""
    return _ADJECTIVES.get(words.strip().lower(), "")


def side_in_chinese(words: str) -> str:
    """The side whose Chinese name a phrase begins with, the longest name first; '' where it begins with none."""
    known = names_in("zh")
    return next((known[words[:length]] for length in range(min(12, len(words)), 1, -1) if words[:length] in known), "")
