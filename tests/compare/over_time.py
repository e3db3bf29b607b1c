"""A small library of made-up texts for the tests of the time line."""

from datetime import date

from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

XI = Participant("Xi", "CN", {"en": "Xi Jinping", "zh": "习近平"}, {"zh": "国家主席", "en": "President"})
TRUMP = Participant("Trump", "US", {"en": "Donald Trump", "zh": "特朗普"}, {"zh": "美国总统", "en": "President"})
PUTIN = Participant("Putin", "RU", {"en": "Vladimir Putin", "zh": "普京"}, {"zh": "俄罗斯总统", "en": "President"})

HEAD = "国家主席习近平同美国总统特朗普通电话。\n"
SOFT = HEAD + "习近平指出，双方要加强沟通。\n习近平强调，美国应当慎重处理台湾问题。\n特朗普表示，美方奉行一个中国政策。"
SILENT = HEAD + "习近平指出，双方要加强经贸合作。\n特朗普表示，美方愿同中方合作。"
HARD = (
    HEAD
    + "习近平强调，台湾问题是中美关系中最重要的问题。美方务必慎重处理对台军售问题，"
    + "中方永远不可能让台湾分裂出去。\n特朗普表示，美中关系很好。"
)
HARDEST = HEAD + "习近平强调，台湾问题是中国核心利益中的核心。在台湾问题上玩火者必自焚。\n特朗普表示，会谈很好。"
QUOTED = HEAD + "习近平强调，希望美方把总统先生不支持“台独”的表态落实到行动上。\n特朗普表示，美方不支持“台独”。"


def add(library, day, text, *, other=TRUMP, side="CN", language="zh", fidelity=Fidelity.OFFICIAL, publisher="Test"):
    """A call of Xi on a day, with one text; returns the event id."""
    event_id = f"{day}-xi-{other.short.lower()}"
    if event_id not in {e.id for e in library.events()}:
        library.save_event(Event(event_id, date.fromisoformat(day), EventKind.CALL, (XI, other)))
    if text:
        library.add(
            event_id=event_id,
            side=side,
            publisher=publisher,
            kind=Kind.POST if side == "US" else Kind.READOUT,
            language=language,
            text=text,
            text_language="en" if fidelity is Fidelity.DIGEST else language,
            fidelity=fidelity,
        )
    return event_id


def make(path):
    """Three calls: prudence asked, silence, and a must on arms sales; and one with Putin."""
    library = Library.open(path)
    add(library, "2030-01-10", SOFT)
    add(library, "2030-03-10", SILENT)
    add(library, "2030-05-10", HARD)
    add(
        library,
        "2030-05-10",
        "国家主席习近平同俄罗斯总统普京通电话。\n习近平指出，中俄是搬不走的好邻居。双方愿深化合作。\n普京表示，俄方高度重视对华关系。",
        other=PUTIN,
    )
    add(
        library,
        "2030-05-10",
        "I had an excellent call with President Xi. We discussed the June trip that I will be "
        "making to China, Taiwan, and the situation with Iran.",
        side="US",
        language="en",
    )
    return library
