"""A large library of invented readouts: calls of known leaders, two to four texts each, in three languages.

Every sentence is made from the templates below, so no text is anybody's; the same seed gives the same library.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from readouts.given import known_leaders
from readouts.library import Library
from readouts.model import Event, EventKind, Fidelity, Kind, Participant

PEOPLE: dict[str, Participant] = {p.short: p for p in known_leaders().values()}
PAIRS = (("Xi", "Trump"), ("Xi", "Putin"), ("Putin", "Trump"), ("Xi", "Biden"), ("Xi", "Macron"), ("Putin", "Modi"))
FIRST, LAST = date(2012, 1, 5), date(2026, 2, 20)
SHORTEST, LONGEST = 150, 1500
"""Words of a text; most are nearer to the shortest, as real ones are."""
BATCH = 200

_EN = (
    "{a} said that {s} matters to both peoples and to {r}.",
    "{a} stressed that the other side must handle {s} with care and keep its word on {r}.",
    "{b} replied that he would look at {s} and hopes for results before {m}.",
    "The two leaders agreed to keep their teams in touch on {s}, with a first round in {m}.",
    "They also discussed {s}, {r} and plans for {m}.",
    "{a} warned that crossing the line on {s} would do lasting harm to {r}.",
    "{b} thanked {a} for a {q} talk and spoke warmly of {r}.",
    "Both sides should respect each other, widen {r} and manage their differences over {s}.",
    "{b} noted that work on {s} had brought {n} new projects since {m}.",
    "The call was {q}, and the leaders decided to speak again in {m}.",
    "{a} urged an early settlement of {s} and offered help with {r}.",
    "{b} did not accept the charge over {s}, but he is ready to go on talking about {r}.",
    "Purchases under {s} are to reach {n} million tons by {m}.",
    "{a} made clear that his government will never give way on {s}.",
    "On {s}, {b} said that much remains to be done and that experts would meet in {m}.",
)
_EN_SLOTS = {
    "s": (
        "Taiwan",
        "the war in Ukraine",
        "trade and tariffs",
        "soybean purchases",
        "fentanyl controls",
        "nuclear weapons",
        "artificial intelligence",
        "climate change",
        "the Korean Peninsula",
        "the South China Sea",
        "export controls",
        "Iran",
    ),
    "r": (
        "regional peace",
        "the bilateral relationship",
        "student exchanges",
        "energy supplies",
        "global markets",
        "direct flights",
        "food safety",
        "the coming summit",
    ),
    "q": ("candid", "constructive", "very good", "substantive", "long", "frank", "productive"),
    "m": ("March", "April", "the summer", "September", "November", "next year"),
}
_ZH = (
    "{a}指出，{s}事关两国人民的切身利益，也关系到{r}。",
    "{a}强调，{b}方应当慎重处理{s}，在{r}上说到做到。",
    "{b}表示，愿就{s}同对方保持联系，希望{m}之前看到结果。",
    "两国元首同意，双方团队围绕{s}继续磋商，{m}举行第一轮会面。",
    "双方还谈到{s}、{r}以及{m}的安排。",
    "{a}严肃指出，在{s}上越线，必将损害{r}。",
    "{b}感谢{a}作了一次{q}的谈话，积极评价{r}。",
    "双方应该彼此尊重，扩大{r}，管好在{s}上的不同看法。",
    "{b}提到，{m}以来{s}方面新增{n}个合作项目。",
    "{a}呼吁尽早解决{s}，愿为{r}出力。",
    "{b}不接受在{s}上的指责，但仍愿意继续讨论{r}。",
    "按照{s}方面的安排，{m}前采购量要达到{n}万吨。",
    "{a}重申，中方在{s}上绝不会退让，务必请对方看清{r}的分量。",
    "关于{s}，{b}认为还有许多事情要做，专家将在{m}见面。",
)
_ZH_SLOTS = {
    "s": (
        "台湾问题",
        "乌克兰危机",
        "经贸和关税",
        "大豆贸易",
        "禁毒合作",
        "核武器问题",
        "人工智能",
        "气候变化",
        "朝鲜半岛局势",
        "南海问题",
        "出口管制",
        "伊朗核问题",
    ),
    "r": ("地区和平", "双边关系大局", "青年学生往来", "能源供应", "全球市场", "直航航班", "食品安全", "下次高层会晤"),
    "q": ("坦诚", "建设性", "很好", "深入", "务实", "友好"),
    "m": ("三月", "四月", "今年夏天", "九月", "十一月", "明年"),
}
_RU = (
    "{a} отметил, что {s} важна для обоих народов и для такой темы, как {r}.",
    "{a} подчеркнул, что другая сторона должна бережно подходить к вопросу «{s}» и держать слово.",
    "{b} ответил, что готов обсуждать вопрос «{s}» и надеется на итог к периоду «{m}».",
    "Лидеры договорились, что рабочие группы продолжат встречи: первая тема – {s}, срок – {m}.",
    "Затронуты также {s} и {r}, планы на период «{m}».",
    "{a} предупредил, что давление в вопросе «{s}» нанесёт ущерб, от которого пострадает {r}.",
    "{b} поблагодарил собеседника за {q} разговор и тепло отозвался о том, как развивается {r}.",
    "Обе стороны должны уважать друг друга, укреплять связи и решать вопрос «{s}» за столом переговоров.",
    "{b} сообщил, что с периода «{m}» начато {n} новых проектов, главная тема – {s}.",
    "Разговор был {q}, следующий намечен на период «{m}».",
    "{a} призвал скорее урегулировать вопрос «{s}» и предложил помощь там, где страдает {r}.",
    "{b} не согласился с упрёками в вопросе «{s}», но готов говорить дальше.",
    "По теме «{s}» поставки к периоду «{m}» составят {n} тысяч тонн.",
)
_RU_SLOTS = {
    "s": (
        "украинская тема",
        "торговля",
        "ядерная безопасность",
        "энергетика",
        "ситуация на Ближнем Востоке",
        "климатическая повестка",
        "космическая программа",
        "тема Тайваня",
        "ситуация на Корейском полуострове",
        "иранская ядерная программа",
    ),
    "r": (
        "стабильность в регионе",
        "двусторонняя повестка",
        "обмен студентами",
        "поставка зерна",
        "мировая торговля",
        "культурная программа",
    ),
    "q": ("содержательный", "откровенный", "конструктивный", "полезный", "долгий"),
    "m": ("март", "апрель", "лето", "сентябрь", "ноябрь", "следующий год"),
}
_TEMPLATES = {"en": (_EN, _EN_SLOTS, " "), "zh": (_ZH, _ZH_SLOTS, ""), "ru": (_RU, _RU_SLOTS, " ")}
_WORDS = {"en": 16, "zh": 17, "ru": 13}
"""Words of a sentence on average, jieba words in Chinese."""
_OPENING = {
    "en": "{a} spoke with {b} by telephone on {d}.",
    "zh": "{d}，{a}同{b}通电话。",
    "ru": "{d} состоялся телефонный разговор: {a} и {b}.",
}

_OUTLETS: dict[str, tuple[tuple[str, str, Kind, Fidelity], ...]] = {
    "CN": (
        ("zh", "Invented News Agency", Kind.READOUT, Fidelity.OFFICIAL),
        ("en", "Invented Foreign Ministry", Kind.READOUT, Fidelity.OFFICIAL_TRANSLATION),
    ),
    "RU": (
        ("ru", "Invented Presidential Office", Kind.READOUT, Fidelity.OFFICIAL),
        ("en", "Invented Presidential Office", Kind.READOUT, Fidelity.OFFICIAL_TRANSLATION),
    ),
    "US": (
        ("en", "Invented White House", Kind.READOUT, Fidelity.OFFICIAL),
        ("en", "Invented Platform", Kind.POST, Fidelity.OFFICIAL),
    ),
}
_OTHER = (("en", "Invented Press Office", Kind.READOUT, Fidelity.OFFICIAL),)


def text(draw: random.Random, language: str, a: Participant, b: Participant, day: date, words: int) -> str:
    """A readout of about so many words: an opening, then paragraphs of three to six sentences."""
    templates, slots, space = _TEMPLATES[language]
    names = {"a": a.name(language), "b": b.name(language)}
    paragraphs = [_OPENING[language].format(**names, d=day.isoformat())]
    left = words
    while left > 0:
        sentences = []
        for template in draw.sample(templates, draw.randint(3, 6)):
            filled = {name: draw.choice(options) for name, options in slots.items()}
            speaker = names if draw.random() < 0.6 else {"a": names["b"], "b": names["a"]}
            sentences.append(template.format(**speaker, **filled, n=draw.randint(2, 900)))
        left -= _WORDS[language] * len(sentences)
        paragraphs.append(space.join(sentences))
    return "\n".join(paragraphs)


def _length(draw: random.Random) -> int:
    return round(SHORTEST * (LONGEST / SHORTEST) ** (draw.random() ** 1.4))


def events(number: int) -> list[Event]:
    """So many calls, spread evenly over the years, of six pairs of leaders in turn."""
    step = (LAST - FIRST).days / max(number - 1, 1)
    found = []
    for n in range(number):
        pair = PAIRS[n % len(PAIRS)]
        day = FIRST + timedelta(days=round(n * step))
        name = f"{day.isoformat()}-{'-'.join(p.lower() for p in pair)}"
        found.append(Event(name, day, EventKind.CALL, tuple(PEOPLE[p] for p in pair)))
    return found


def texts(happened: list[Event], readouts: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """The texts of these calls, each as `Library.add` takes it, `readouts` in all and two to four per call."""
    draw = random.Random(seed)
    most = [
        [(p, *outlet) for p in e.participants for outlet in _OUTLETS.get(p.side, _OTHER)][: draw.randint(2, 4)]
        if draw.random() < 0.5
        else [(p, *outlet) for p in reversed(e.participants) for outlet in _OUTLETS.get(p.side, _OTHER)]
        for e in happened
    ]
    extra = sum(map(len, most)) - readouts
    while extra > 0:
        chosen = draw.choice(most)
        if len(chosen) > 2:
            chosen.pop(1)
            extra -= 1
        elif all(len(m) <= 2 for m in most):
            break
    for event, outlets in zip(happened, most, strict=True):
        for hours, (person, language, publisher, kind, fidelity) in enumerate(outlets, start=1):
            other = next(p for p in event.participants if p is not person)
            length = _length(draw) if kind is not Kind.POST else SHORTEST
            yield {
                "event_id": event.id,
                "side": person.side,
                "publisher": publisher,
                "kind": kind,
                "language": language,
                "title": f"Invented account of {event.id}",
                "url": f"https://example.org/{event.id}/{person.side}/{language}/{kind.value}",
                "published_at": datetime.combine(event.date, datetime.min.time(), UTC) + timedelta(hours=8 + hours),
                "text": text(draw, language, person, other, event.date, length),
                "text_language": language,
                "fidelity": fidelity,
                "retrieved_at": datetime.combine(event.date, datetime.min.time(), UTC) + timedelta(days=1),
            }


def fill(library: Library, readouts: int = 2000, calls: int = 700) -> None:
    """Fill a library with calls and texts; one text in twenty gets a second revision."""
    happened = events(calls)
    everything = list(texts(happened, readouts))
    for start in range(0, len(everything), BATCH):
        some = everything[start : start + BATCH]
        wanted = {t["event_id"] for t in some}
        library.add_many(some, events=[e for e in happened if e.id in wanted], label="invented texts")
    for t in everything[::20]:
        later = t["retrieved_at"] + timedelta(days=30)
        library.add(**{**t, "text": t["text"].replace("must", "should", 1) + "\n–", "retrieved_at": later})
