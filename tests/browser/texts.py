"""Invented readouts with what the dashboard has to show; no sentence of them was ever published."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant, Readout

CALL, VIDEO = "2031-05-06-chen-roe", "2031-03-02-chen-orlov"
HOSTILE = "2031-01-01-chen-roe"

CHEN = Participant(
    "Chen", "CN", {"en": "Chen Wei", "zh": "陈伟", "ru": "Чэнь Вэй"}, {"en": "President", "zh": "国家主席"}
)
ROE = Participant("Roe", "US", {"en": "Jane Roe", "zh": "罗伊"}, {"en": "President", "zh": "总统"})
ORLOV = Participant("Orlov", "RU", {"en": "Ivan Orlov", "zh": "奥尔洛夫", "ru": "Иван Орлов"}, {"en": "President"})

CN_EN = """On the morning of May 6, President Chen Wei spoke with U.S. President Jane Roe on the phone.

President Chen stressed that the Taiwan question comes before all others in our ties. The U.S. must handle it \
with prudence. China will never allow Taiwan to be torn away. The two sides should widen trade and settle \
differences as equals.

President Roe said that she has great respect for President Chen. The U.S. hopes to expand trade with China."""

CN_ZH = """5月6日上午，国家主席陈伟同美国总统罗伊通电话。

陈伟指出，台湾问题排在所有问题之前。美方务必慎重对待。中方绝不允许台湾被割裂。双方应扩大贸易往来。

罗伊表示，她十分尊敬陈伟主席，美方愿同中方扩大贸易。"""

US_EN = """I just had a very good call with President Chen of China. We talked about many things, including Trade, \
Taiwan, the purchase of 12 Million Tons of Soybeans, and the visit I will make to China in September! \
We did not discuss Iran. Thank you for your attention to this matter!"""

CN_VIDEO = """3月2日下午，国家主席陈伟同俄罗斯总统奥尔洛夫举行视频会晤。

陈伟强调，中方愿同俄方深化能源合作。"""

RU_RU = """Состоялся разговор Ивана Орлова с Председателем КНР Чэнь Вэем.

Стороны обсудили торговлю и поставки газа. Иван Орлов подчеркнул, что отношения двух стран должны крепнуть."""

LONG_WORD = "w" * 5000
TRAPS = (
    "<img src=x onerror=window.cracked=1>",
    "</style><script>window.cracked=1</script>",
    "$latex^2$",
    ":red[markdown]",
)
HOSTILE_TEXT = f"""President Roe said that {TRAPS[0]} trade with China is good {TRAPS[1]}.

The U.S. must not read {TRAPS[2]} or {TRAPS[3]} or **bold** on Taiwan as anything but text. \
=HYPERLINK("http://example.org") is on trade. {LONG_WORD}"""


def fill(path: Path) -> None:
    """Make a library with the invented calls."""
    with Library.open(path) as library:
        library.save_event(
            Event(
                CALL,
                date(2031, 5, 6),
                EventKind.CALL,
                (CHEN, ROE),
                "Chen–Roe telephone call",
                "by telephone",
                {"CN": "at the request of the U.S. side", "US": "not stated"},
            )
        )
        library.save_event(Event(VIDEO, date(2031, 3, 2), EventKind.VIDEO_CALL, (CHEN, ORLOV), "Chen–Orlov video call"))
        library.save_event(Event(HOSTILE, date(2031, 1, 1), EventKind.CALL, (CHEN, ROE), f"Call {TRAPS[0]} {TRAPS[3]}"))
        _add(library, "t-cn-zh", CALL, "CN", "Foreign Ministry", "zh", CN_ZH, datetime(2031, 5, 6, 4, 10, tzinfo=UTC))
        _add(library, "t-cn-en", CALL, "CN", "Foreign Ministry", "en", CN_EN, None, Fidelity.OFFICIAL_TRANSLATION)
        _add(
            library, "t-us-en", CALL, "US", "The President’s page", "en", US_EN, datetime(2031, 5, 6, 4, 55, tzinfo=UTC)
        )
        library.save_readout(
            Readout("t-us-sheet", CALL, "US", "The President’s office", Kind.FACT_SHEET, "en", "Facts of the call")
        )
        _add(library, "t-cn-video", VIDEO, "CN", "Foreign Ministry", "zh", CN_VIDEO)
        _add(library, "t-ru-video", VIDEO, "RU", "Presidential Office", "ru", RU_RU)
        _add(library, "t-hostile-us", HOSTILE, "US", f"Press {TRAPS[3]} {TRAPS[2]}", "en", HOSTILE_TEXT, title=TRAPS[1])
        _add(
            library, "t-hostile-cn", HOSTILE, "CN", TRAPS[0], "en", "China said that Taiwan is Chinese.", title=TRAPS[0]
        )


def _add(
    library: Library,
    id_: str,
    event: str,
    side: str,
    publisher: str,
    language: str,
    text: str,
    at: datetime | None = None,
    fidelity: Fidelity = Fidelity.OFFICIAL,
    title: str = "",
) -> None:
    kind = Kind.POST if side == "US" and event == CALL else Kind.READOUT
    library.add(
        readout_id=id_,
        event_id=event,
        side=side,
        publisher=publisher,
        kind=kind,
        language=language,
        title=title or f"{side} readout of 2031",
        url=f"https://example.org/{id_}",
        published_at=at,
        published_text="" if at else "2031",
        text=text,
        text_language=language,
        fidelity=fidelity,
    )
