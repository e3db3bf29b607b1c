"""Countries as English texts name them: by name, adjective and seat of government."""

from __future__ import annotations

import re
from functools import lru_cache

NAMES: dict[str, str] = {
    "armed group": r"Hamas|Hezbollah|Hizballah|ISIS|ISIL|Daesh|Wagner|Al-Qaeda|al-Qa’ida|Al Qaeda|Boko Haram"
    "|Al-Shabaab",
    "US": r"United States(?: of America)?|U\.S\.A\.|U\.S\.|USA|America(?!s)|Americans?|Washington",
    "CN": r"People['’]s Republic of China|PRC|China|Chinese|Beijing",
    "RU": r"Russian Federation|RF|Russia|Russians?|Moscow|Kremlin",
    "UA": r"Ukraine|Ukrainians?|Kyiv|Kiev",
    "JP": r"Japan|Japanese|Tokyo",
    "KR": r"Republic of Korea|South Korea|South Koreans?|ROK|Seoul",
    "KP": r"Democratic People['’]s Republic of Korea|North Korea|North Koreans?|DPRK|Pyongyang",
    "TW": r"Taiwan|Taiwanese|Taipei",
    "IN": r"India|Indians?|New Delhi",
    "PK": r"Pakistan|Pakistanis?|Islamabad",
    "IR": r"Islamic Republic of Iran|Iran|Iranians?|Tehran",
    "IQ": r"Iraq|Iraqis?|Baghdad",
    "IL": r"Israel|Israelis?|Jerusalem",
    "PS": r"Palestine|Palestinians?|Palestinian Authority",
    "SA": r"Saudi Arabia|Saudis?|Riyadh",
    "AE": r"United Arab Emirates|UAE|Emiratis?|Abu Dhabi",
    "QA": r"Qatar|Qataris?|Doha",
    "KW": r"Kuwait|Kuwaitis?",
    "BH": r"Bahrain|Bahrainis?",
    "OM": r"Oman|Omanis?",
    "YE": r"Yemen|Yemenis?|Houthis?",
    "JO": r"Jordan|Jordanians?|Amman",
    "LB": r"Lebanon|Lebanese|Beirut",
    "SY": r"Syria|Syrians?|Damascus",
    "EG": r"Egypt|Egyptians?|Cairo",
    "TR": r"Türkiye|Turkiye|Turkey|Turkish|Ankara",
    "GB": r"United Kingdom|U\.K\.|UK|Great Britain|Britain|British",
    "FR": r"France|French|Paris(?! Agreement)",
    "DE": r"Germany|Germans?|Berlin",
    "IT": r"Italy|Italians?",
    "ES": r"Spain|Spanish",
    "PT": r"Portugal|Portuguese",
    "NL": r"Netherlands|Dutch",
    "BE": r"Belgium|Belgian",
    "AT": r"Austria|Austrians?",
    "CH": r"Switzerland|Swiss",
    "PL": r"Poland|Poles",
    "CZ": r"Czech Republic|Czechia|Czechs?",
    "SK": r"Slovakia|Slovaks?",
    "HU": r"Hungary|Hungarians?",
    "RO": r"Romania|Romanians?",
    "BG": r"Bulgaria|Bulgarians?",
    "GR": r"Greece|Greeks?|Hellenic",
    "CY": r"Cyprus|Cypriots?",
    "RS": r"Serbia|Serbians?|Belgrade",
    "XK": r"Kosovo|Kosovars?",
    "HR": r"Croatia|Croatians?",
    "SI": r"Slovenia|Slovenians?",
    "BA": r"Bosnia(?: and Herzegovina)?|Bosnians?",
    "AL": r"Albania|Albanians?",
    "FI": r"Finland|Finnish|Finns",
    "SE": r"Sweden|Swedish",
    "NO": r"Norway|Norwegians?",
    "DK": r"Denmark|Danish",
    "IS": r"Iceland|Icelandic",
    "IE": r"Ireland|Irish",
    "EE": r"Estonia|Estonians?",
    "LV": r"Latvia|Latvians?",
    "LT": r"Lithuania|Lithuanians?",
    "BY": r"Belarus|Belarusians?|Minsk",
    "MD": r"Moldova|Moldovans?",
    "GE": r"Georgia|Georgians?",
    "AM": r"Armenia|Armenians?",
    "AZ": r"Azerbaijan|Azerbaijanis?",
    "KZ": r"Kazakhstan|Kazakhs?",
    "UZ": r"Uzbekistan|Uzbeks?",
    "KG": r"Kyrgyzstan|Kyrgyz",
    "TJ": r"Tajikistan|Tajiks?",
    "TM": r"Turkmenistan|Turkmens?",
    "AF": r"Afghanistan|Afghans?|Taliban|Kabul",
    "MN": r"Mongolia|Mongolians?",
    "VN": r"Vietnam|Viet Nam|Vietnamese|Hanoi",
    "PH": r"Philippines|Philippine|Filipinos?|Manila",
    "ID": r"Indonesia|Indonesians?|Jakarta",
    "MY": r"Malaysia|Malaysians?",
    "SG": r"Singapore|Singaporeans?",
    "TH": r"Thailand|Thai",
    "MM": r"Burma|Myanmar|Burmese",
    "KH": r"Cambodia|Cambodians?",
    "LA": r"Laos|Lao PDR",
    "BN": r"Brunei",
    "BD": r"Bangladesh|Bangladeshis?",
    "LK": r"Sri Lanka|Sri Lankans?",
    "NP": r"Nepal|Nepalese",
    "AU": r"Australia|Australians?|Canberra",
    "NZ": r"New Zealand",
    "PG": r"Papua New Guinea",
    "FJ": r"Fiji",
    "CA": r"Canada|Canadians?|Ottawa",
    "MX": r"Mexico|Mexicans?",
    "BR": r"Brazil|Brazilians?",
    "AR": r"Argentina|Argentine|Argentinian",
    "CL": r"Chile|Chileans?",
    "CO": r"Colombia|Colombians?",
    "PE": r"Peru|Peruvians?",
    "EC": r"Ecuador|Ecuadorians?",
    "BO": r"Bolivia|Bolivians?",
    "PY": r"Paraguay|Paraguayans?",
    "UY": r"Uruguay|Uruguayans?",
    "VE": r"Venezuela|Venezuelans?|Maduro",
    "CU": r"Cuba|Cubans?|Havana",
    "HT": r"Haiti|Haitians?",
    "DO": r"Dominican Republic",
    "GT": r"Guatemala|Guatemalans?",
    "HN": r"Honduras|Hondurans?",
    "SV": r"El Salvador|Salvadorans?",
    "NI": r"Nicaragua|Nicaraguans?",
    "CR": r"Costa Rica|Costa Ricans?",
    "PA": r"Panama|Panamanians?",
    "ZA": r"South Africa|South Africans?|Pretoria",
    "NG": r"Nigeria|Nigerians?",
    "KE": r"Kenya|Kenyans?",
    "ET": r"Ethiopia|Ethiopians?",
    "GH": r"Ghana|Ghanaians?",
    "SN": r"Senegal|Senegalese",
    "CI": r"Côte d['’]Ivoire|Ivory Coast",
    "CD": r"Democratic Republic of the Congo|DRC|Congolese",
    "CG": r"Republic of the Congo|Congo",
    "RW": r"Rwanda|Rwandans?",
    "UG": r"Uganda|Ugandans?",
    "TZ": r"Tanzania|Tanzanians?",
    "ZM": r"Zambia|Zambians?",
    "ZW": r"Zimbabwe|Zimbabweans?",
    "AO": r"Angola|Angolans?",
    "MZ": r"Mozambique",
    "NA": r"Namibia|Namibians?",
    "SD": r"Sudan|Sudanese",
    "SS": r"South Sudan",
    "SO": r"Somalia|Somalis?",
    "LY": r"Libya|Libyans?",
    "TN": r"Tunisia|Tunisians?",
    "DZ": r"Algeria|Algerians?",
    "MA": r"Morocco|Moroccans?",
    "ML": r"Mali",
    "NE": r"Niger",
    "GQ": r"Equatorial Guinea",
    "EU": r"European Union|E\.U\.|EU|European Commission|European Council|Brussels|Europe|European side",
    "NATO": r"NATO|North Atlantic Alliance",
    "UN": r"United Nations|U\.N\.|UN",
    "VA": r"Vatican|Holy See",
}
"""Side code → what a text calls that side. `US` and `us` need their surroundings: see `mentions`."""

_US_SHORT = (
    r"(?<=\bthe )US(?=\W)|\bUS(?=[-–—/]|\s+(?:side|President|and\s+China|and\s+Russia|government|tariffs?|dollars?))"
    r"|(?<=[-–—/])US\b"
)

FAMILY_NAME_FIRST = frozenset({"CN", "TW", "KR", "KP", "VN", "KH", "SG"})
"""Sides where the family name comes first in English texts too."""


@lru_cache(maxsize=256)
def country(side: str) -> re.Pattern[str] | None:
    """What names a side, as a pattern, or None for a code without a name here."""
    names = NAMES.get(side)
    if names is None:
        return None
    extra = f"|{_US_SHORT}" if side == "US" else ""
    return re.compile(rf"(?<!\w)(?:{names})(?!\w){extra}", re.IGNORECASE)


_WORD = re.compile(r"\w+")


def _literals(names: str) -> list[str]:
    """Every string a name pattern stands for; what follows it in a look-ahead is left to the pattern."""
    forms = [re.sub(r"\(\?!.*?\)", "", form).replace("\\.", ".") for form in names.split("|")]
    for old, choices in (("['’]", ("'", "’")), ("(?: of America)?", ("", " of America"))):
        forms = [form.replace(old, c) for form in forms for c in (choices if old in form else ("",))]
    forms = [form.replace("(?: and Herzegovina)?", "") for form in forms]
    return [form[:-2] + c for form in forms if form.endswith("s?") for c in ("", "s")] + [
        form for form in forms if not form.endswith("s?")
    ]


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[str, str]]]:
    """First word of a name → the names that begin with it, longest first, with their side."""
    index: dict[str, list[tuple[str, str]]] = {}
    for code, names in NAMES.items():
        for literal in _literals(names):
            low = literal.lower()
            first = _WORD.match(low)
            if first:
                index.setdefault(first.group(), []).append((low, code))
    for forms in index.values():
        forms.sort(key=lambda form: -len(form[0]))
    return index


def lower(text: str) -> str:
    """Lower case with every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def mentions(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """Every country named in a stretch of text: start, end, side code, in text order."""
    stretch = lower(text[start:end])
    index, found, at = _index(), [], 0
    for word in _WORD.finditer(stretch):
        if word.start() < at:
            continue
        a = word.start()
        for literal, code in index.get(word.group(), ()):
            b = a + len(literal)
            if stretch.startswith(literal, a) and not stretch[b : b + 1].isalnum():
                found.append((start + a, start + b, code))
                at = b
                break
        else:
            if word.group() == "us":
                short = _US.match(stretch, a)
                if short:
                    found.append((start + a, start + word.end(), "US"))
    return found


_US = re.compile(_US_SHORT, re.IGNORECASE)
