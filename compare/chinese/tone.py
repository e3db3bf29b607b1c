"""The scales of a Chinese sentence: which lexicon entries count, and who has to or undertakes to do it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compare.chinese import denial
from compare.chinese.cast import IN_THE_UNION, Cast, Mention, actors, attributive
from compare.chinese.sentences import Sentence
from compare.chinese.topics import WARS
from compare.lexicon import Lexicon
from compare.matching import Match, find, with_holder
from compare.records import BOTH, PUBLISHER, Evidence

_SPECIFIC = re.compile(
    r"\d+(?:[.,]\d+)*(?:万|亿|%|％|年|月|日|周年|个|项|亿美元|美元|次|架|吨|名|人|点|届)?|《[^《》]{2,40}》|[一二三四五六七八九十百千万亿]+(?:点倡议|项|周年|亿|万|年|月|日)"
)
_REPORTED = re.compile(r"(?:表示|指出|强调|认为|重申|相信|同时|因此|今后|未来|今天|目前|当前)$")
_BELIEVES = re.compile(r"(?:相信|坚信|深信|预祝|祝愿|预计)[^。；]{0,40}$")
_TRUSTS = re.compile(r"，(?:(?:并|我|我们)?(?:相信|坚信|深信)|这(?:不仅|将|也将|有利|符合))")
_TURNS_TO = re.compile(r"，(?:但|而|不过)[^，。]{2,6}$")
_TO_DO = re.compile(
    r"(?:[一二三四五六]是)?(?:要)?(?:进一步|继续|不断|持续|积极|共同|切实)?(?:坚持|加强|深化|拓展|推[动进]|促进|扩大|密切|保持|维护|落实|增进|巩固|践行|秉持|发挥|夯实|弘扬|携手|打造|构建|实现)(?!了)"
)
_BRINGS_ABOUT = re.compile(r"(?<![有力为])(?<!对于)(?:推[动进]|促进|助力)(?!了)[^，。；了]{1,24}$")
_BETWEEN = re.compile(r"(?:并相信|着|更多|包括|有关|继续|世界|今后|未来|与会|在座|广大)?")
_ASKS_THING = re.compile(r"(?:该|此|有关|各|国际|台海|地区|会议|峰会|论坛|本次|此次|这)")
_AGREES = re.compile(r"(?:也|都)?(?:认同|认为|同意|主张|赞同|支持)")
_COUNTERPART_WILL = re.compile(r"(?:都|双方|共同|一道|两国|两人|均|一致)")


_CONDITION = re.compile(r"(?:^|[，。；：\n])(?:如果|若|倘若|假如|假使|只要)[^，。；]*$")
_HEAD = re.compile(r"(?:[^，。：；]{1,24}[，：])?[“《]?[一二三四五六七八九十]是")
_OFFERS = re.compile(
    r"(?:中[方国]|我国|我们|我|[美俄法德英欧日韩印]方)(?:[^，。；]{0,6})(?:愿|将|决定|宣布|准备|承诺)[^。；]*[。；：]?$"
)
_ELSEWHERE = {*WARS, "other", "multilateral"}
_THEN = re.compile(r"(?:就|才|方)(?:能|会|可以|可能|可|必)[^。；]{0,30}$")
_OPPOSED = re.compile(r"(?:反对|谴责|抗议|不满|不接受|不允许|不赞成|不认同)$")
_SEEN = re.compile(
    r"(?:反对|谴责|抗议|不满|不接受|不允许|不赞成|不认同|注意到|看到|获悉|得知|了解到|听取了?|赞赏|感谢|赞扬|欢迎|乐见|肯定|评价|钦佩|尊重|理解|欣赏)$"
)
"""Before the subject of another clause: what is seen, thanked for or opposed is that one's doing."""
_PIECE = re.compile(r"[，。；：]")
_RESTS_ON = re.compile(
    r"(?:前提|关键|条件|重点|核心|根本|出路|症结|基础|问题|首要任务|当务之急)(?:条件|在于|是|就在于|就是|还是)+$"
)
_THEN_MUST = re.compile(r"(?:首先|真正|切实|也|都|立即|尽快|先|就)*")
_IF = re.compile(r"如果|一旦|若|倘若|假如|否则|将|还会|势必|必将")


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry that counts. who: holder or actor; '' on the other scales."""

    match: Match
    who: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a sentence by scale, and all evidence, blocked included. holder: for the sentence to come."""

    warmth: tuple[Mark, ...]
    obligation: tuple[Mark, ...]
    commitment: tuple[Mark, ...]
    warning: tuple[Mark, ...]
    emphasis: tuple[Mark, ...]
    specificity: tuple[tuple[int, int], ...]
    blocked: tuple[Match, ...]
    holder: str


@dataclass(frozen=True, slots=True)
class Scales:
    """The lexicons of all scales. demands: obligation with the bare imperatives, which only sometimes count."""

    warmth: Lexicon
    obligation: Lexicon
    demands: Lexicon
    commitment: Lexicon
    warning: Lexicon
    emphasis: Lexicon


def read_marks(
    text: str,
    s: Sentence,
    speaker: str,
    topics: tuple[str, ...],
    cast: Cast,
    scales: Scales,
    before: str,
    *,
    told: bool,
    goes_on: bool,
) -> Marks:
    """Everything the scales find in one sentence.

    before: holder of the one before. told: narration of the event. goes_on: whether bare imperatives are demands:
    they stand in a list of what to do, or follow a sentence that says who should do what.
    """
    people = actors(cast, text, s.start, s.end)
    everyone = actors(cast, text, s.start, s.end, subjects=False)
    asked: list[Match] = []
    for m in find(scales.demands if goes_on else scales.obligation, text, s.start, s.end):
        asked.append(_obliged(m, text, people, everyone, asked, told, s.start))
    duties = [m for m in asked if not m.blocked]
    undertaken: list[Match] = []
    for m in find(scales.commitment, text, s.start, s.end):
        if m.entry.options.get("hope") and not _hopes_for_oneself(m, text, everyone):
            m = _block(m, "a hope about somebody else's conduct")
        undertaken.append(_undertaken(m, text, s, speaker, people, everyone, cast, duties, undertaken, told))
    vows = [m for m in undertaken if not m.blocked]
    ours = any(_role(p.who, speaker, cast) == "other" or p.who == "both" for p in everyone)
    felt = [
        _felt(m, text, s, speaker, topics, people, ours, duties, vows)
        for m in find(scales.warmth, text, s.start, s.end)
    ]
    warned = [_warned(m, text, s, topics) for m in find(scales.warning, text, s.start, s.end)]
    stressed = find(scales.emphasis, text, s.start, s.end)
    obligation = tuple(Mark(m, _holder(m, text, s, speaker, people, everyone, topics, cast, before)) for m in duties)
    commitment = tuple(Mark(m, _actor(m, text, speaker, people, everyone, cast)) for m in vows)
    return Marks(
        tuple(Mark(m) for m in felt if not m.blocked),
        obligation,
        commitment,
        tuple(Mark(m) for m in warned if not m.blocked),
        tuple(Mark(m) for m in stressed if not m.blocked),
        tuple(m.span() for m in _SPECIFIC.finditer(text, s.start, s.end)),
        tuple(m for m in (*asked, *undertaken, *felt, *warned) if m.blocked),
        obligation[-1].who if obligation else "",
    )


def heads(text: str, s: Sentence) -> bool:
    """Whether a sentence opens with the number of a list: “一是 …”."""
    return bool(_HEAD.match(text, s.start))


def demands(text: str, s: Sentence, before: Sentence | None, asked: bool) -> bool:
    """Whether a bare imperative at the head of a sentence asks for something.

    before: the last sentence that is no numbered item. asked: whether the sentence before says what somebody
    should do. “一是” heads a list of demands unless the list is of what the speaker offers himself.
    """
    if heads(text, s):
        return before is None or not _OFFERS.search(text[before.start : before.end])
    return asked and not s.first


def _last(mentions: list[Mention], at: int) -> Mention | None:
    return next((m for m in reversed(mentions) if m.end <= at), None)


def _block(m: Match, why: str) -> Match:
    return m if m.blocked or not why else replace(m, blocked=why)


def _hopes_for_oneself(m: Match, text: str, everyone: list[Mention]) -> bool:
    return not _addressee(m, text, everyone) and not _ASKS_THING.match(text, m.end)


def _obliged(
    m: Match,
    text: str,
    people: list[Mention],
    everyone: list[Mention],
    earlier: list[Match],
    told: bool,
    start: int,
) -> Match:
    if m.entry.options.get("goes_on"):
        if any(start <= p.start < m.start and not attributive(text, p) for p in people):
            return _block(m, "has a subject of its own")
        if any(not d.blocked for d in earlier):
            return _block(m, "goes with the one before")
    if not m.blocked and (denied := denial.demand(text, start, m.start, m.end)):
        return _block(m, f"denied: “{denied}”")
    if m.entry.options.get("hope") and _hopes_for_oneself(m, text, everyone):
        return _block(m, "a hope about one's own conduct")
    if m.entry.options.get("hope"):
        named = _addressee(m, text, everyone)
        if named and text[named.end : named.end + 1] == "的":
            return _block(m, "a wish")
    if m.entry.options.get("ceremony") and told:
        return _block(m, "narration of the event")
    subject = _last(people, m.start)
    if text[m.start - 1 : m.start] in ("既", "又") and subject and subject.who == "third":
        return _block(m, "describes what others have to cope with")
    if m.entry.options.get("tail"):
        main = next((d for d in reversed(earlier) if not d.blocked and d.entry.level == 2), None)
        # 不要…，更不得…: after a prohibition the second one is no mere reverse of the first
        if main and text[main.start] != "不" and not any(p.start >= main.end for p in people if p.end <= m.start):
            return _block(m, f"goes with “{text[main.start : main.end]}”")
    return m


def _role(who: str, speaker: str, cast: Cast) -> str:
    """self, other, both or third, seen from the speaker (from the publisher's side for narration)."""
    own = cast.sides.get(speaker) or cast.home
    if who in ("both", "we"):
        return "both"
    if who == "me":
        return "self"
    if who == "you":
        return "other"
    if who == "third":
        return "third"
    if who == own or (who in IN_THE_UNION and own in IN_THE_UNION):
        return "self"
    return "other" if who in (*cast.sides.values(), cast.home, cast.guest) else "third"


def _holder(
    m: Match,
    text: str,
    s: Sentence,
    speaker: str,
    people: list[Mention],
    everyone: list[Mention],
    topics: tuple[str, ...],
    cast: Cast,
    before: str,
) -> str:
    if m.entry.options.get("holder"):
        return str(m.entry.options["holder"])
    if m.entry.options.get("object"):
        if text[m.start : m.end] == "鼓励":
            return "both" if speaker in (BOTH, PUBLISHER) else "third"
        after = _addressee(m, text, everyone)
        if after:
            return _role(after.who, speaker, cast)
        if _ASKS_THING.match(text, m.end):
            return "third"
        if m.entry.id == "zh.obl.urge":
            return "third"
        return "both" if speaker in (BOTH, PUBLISHER) else _asked_of_whom(m, text, s, cast, speaker)
    if rests := _on_whom(m, text, everyone):
        return _role(rests.who, speaker, cast)
    subject = _last(people, m.start)
    if subject and not _TURNS_TO.search(text, subject.end, m.start):
        role = _role(subject.who, speaker, cast)
        return "both" if role == "self" and _AGREES.fullmatch(text, subject.end, m.start) else role
    if set(topics) and set(topics) <= {*WARS, "other", "multilateral"} and set(topics) & set(WARS):
        return "third"
    if speaker == BOTH:
        return "both"
    return before if before in ("both", "third") else "both"


def _on_whom(m: Match, text: str, everyone: list[Mention]) -> Mention | None:
    """Who is named between “the condition is” and the modal, 前提是日方必须, or right after the words: 关键是美方."""
    if _RESTS_ON.search(text, m.start, m.end):
        return next((p for p in everyone if p.start == m.end), None)
    beside = next((p for p in reversed(everyone) if p.end <= m.start), None)
    if beside and _THEN_MUST.fullmatch(text, beside.end, m.start):
        return beside if _RESTS_ON.search(text, max(0, beside.start - 12), beside.start) else None
    return None


def _addressee(m: Match, text: str, everyone: list[Mention]) -> Mention | None:
    """Whom a hope or an urging names right after it: 希望美方, but not 希望同美方."""
    after = next((p for p in everyone if p.start >= m.end), None)
    if after and _BETWEEN.fullmatch(text, m.end, after.start):
        return after
    return None


def _asked_of_whom(m: Match, text: str, s: Sentence, cast: Cast, speaker: str) -> str:
    """欢迎 and 希望 without a name after it are addressed to the counterpart."""
    named = cast.person.search(text, m.end, min(s.end, m.end + 12))
    if named and cast.sides.get(cast.names[named.group()]) == cast.sides.get(speaker):
        return "self"
    return "other"


def _undertaken(
    m: Match,
    text: str,
    s: Sentence,
    speaker: str,
    people: list[Mention],
    everyone: list[Mention],
    cast: Cast,
    duties: list[Match],
    earlier: list[Match],
    told: bool,
) -> Match:
    if m.blocked:
        return m
    if denied := denial.undertaking(text, s.start, m.start, m.end, s.end):
        return _block(m, f"denied: “{denied}”")
    if told and not m.entry.options.get("told"):
        return _block(m, "narration of the event")
    if m.entry.level < 3 and _CONDITION.search(text, max(0, m.start - 40), m.start):
        return _block(m, "only the condition of something else")
    inner_subject = _embedded(m, text, everyone)
    if inner_subject and _OPPOSED.search(text, max(0, inner_subject.start - 8), inner_subject.start):
        return _block(m, "what somebody opposes")
    if inner_subject and _role(inner_subject.who, speaker, cast) == "third":
        return _block(m, "somebody else undertakes it")
    subject = inner_subject or _undertaker(m, text, people)
    duty = next((d for d in reversed(duties) if d.end <= m.start), None)
    if (
        duty
        and (m.entry.level == 3 or m.entry.id == "zh.com.not_seek")
        and m.entry.id != "zh.com.agreed"
        and not (subject and subject.start >= duty.end and _opens(text, subject.start))
    ):
        return _block(m, f"part of what “{text[duty.start : duty.end]}” asks")
    wish = next((v for v in reversed(earlier) if not v.blocked and v.entry.level == 2), None)
    if (
        wish
        and m.entry.id in ("zh.com.honour", "zh.com.committed")
        and not any(
            p.start >= wish.end and _opens(text, p.start) and not attributive(text, p)
            for p in people
            if p.end <= m.start
        )
    ):
        return _block(m, f"part of what “{text[wish.start : wish.end]}” intends")
    within = next((d for d in duties if d.start <= m.start and m.end <= d.end), None)
    if within:
        return _block(m, "an obligation")
    if subject and subject.who != "me" and _BELIEVES.search(text, max(0, subject.start - 50), subject.start):
        return _block(m, "a prediction")
    if m.entry.options.get("actor"):
        if subject and subject.who == "third":
            return _block(m, "somebody else undertakes it")
        if not subject and speaker == PUBLISHER:
            return _block(m, "nobody is named who undertakes it")
        if not subject and m.entry.id in ("zh.com.will", "zh.com.honour") and speaker != BOTH:
            return _block(m, "nobody is named who undertakes it")
    if (
        subject
        and subject.who == "third"
        and speaker not in (BOTH, PUBLISHER)
        and "，" not in text[subject.end : m.start]
    ):
        return _block(m, "somebody else undertakes it")
    return m


def _embedded(m: Match, text: str, everyone: list[Mention]) -> Mention | None:
    """The subject of a clause that somebody only takes note of, thanks for or opposes: 赞赏俄方奉行, 反对美方将."""
    for p in reversed(everyone):
        if p.end <= m.start and not attributive(text, p):
            apart = _PIECE.search(text, p.end, m.start)
            return None if apart or not _SEEN.search(text, max(0, p.start - 8), p.start) else p
    return None


def _undertaker(m: Match, text: str, people: list[Mention]) -> Mention | None:
    """Who commits himself: the last actor that opens a clause, else the last; a relationship undertakes nothing."""
    before = [p for p in people if p.end <= m.start and not attributive(text, p)]
    return next((p for p in reversed(before) if _opens(text, p.start)), before[-1] if before else None)


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "，；。：、\n 但而且并也“" or bool(_REPORTED.search(text, max(0, at - 3), at))


def _actor(m: Match, text: str, speaker: str, people: list[Mention], everyone: list[Mention], cast: Cast) -> str:
    subject = _embedded(m, text, everyone) or _undertaker(m, text, people)
    if m.entry.options.get("owner"):
        # 中方的大门: whose it is stands right before it
        subject = next((p for p in everyone if 0 <= m.start - p.end <= 4), subject)
    if subject is None:
        return "both" if speaker in (BOTH, PUBLISHER) else "self"
    if subject.who == "we":
        return "both" if _COUNTERPART_WILL.search(text, subject.end, m.end) or speaker == BOTH else "self"
    role = _role(subject.who, speaker, cast)
    return role if role in ("self", "other", "both") else "self"


def _felt(
    m: Match,
    text: str,
    s: Sentence,
    speaker: str,
    topics: tuple[str, ...],
    people: list[Mention],
    ours: bool,
    duties: list[Match],
    vows: list[Match],
) -> Match:
    """What is said of others' affairs, or of a state somebody still has to bring about, is no praise or blame."""
    if m.blocked:
        return m
    level, state = m.entry.level, bool(m.entry.options.get("state"))
    if denied := (level > 0 and denial.direct(text, s.start, m.start)) or denial.spoken(text, s.start, m.start):
        return _block(m, f"denied: “{denied}”")
    elsewhere = _ELSEWHERE if level < 0 else _ELSEWHERE - {"multilateral"}
    abroad = bool(topics) and set(topics) <= set(WARS)
    if (state or level < 0 or abroad) and topics and set(topics) <= elsewhere and not ours:
        return _block(m, "said of others' affairs")
    if m.entry.options.get("stance") and speaker == BOTH:
        return _block(m, "what both are ready for")
    if m.entry.options.get("stance") and _CONDITION.search(text, max(s.start, m.start - 40), m.start):
        return _block(m, "only the condition of something else")
    if (state or level > 0) and text[s.end - 1 : s.end] in "？?":
        return _block(m, "a question")
    if not state:
        return m
    if _THEN.search(text, max(s.start, m.start - 40), m.start):
        return _block(m, "only under a condition")
    if _TO_DO.match(text, s.start, s.end) and not any(s.start <= p.start < m.start for p in people):
        return _block(m, "something still to be done")
    if any(d.start <= m.start and m.end <= d.end for d in duties):
        return _block(m, "part of a duty")
    for mark in (*duties, *(v for v in vows if v.entry.level == 3)):
        if mark.end <= m.start:
            fresh = [p for p in people if mark.end <= p.start < m.start and _opens(text, p.start)]
            if not fresh and not _TRUSTS.search(text, mark.end, m.start) and mark.entry.id not in ("zh.com.honour",):
                return _block(m, f"wished for: “{text[mark.start : mark.end]}”")
    if m.entry.id.startswith("zh.warm.success") and _BRINGS_ABOUT.search(text, max(s.start, m.start - 30), m.start):
        return _block(m, "something to be brought about")
    return m


def _warned(m: Match, text: str, s: Sentence, topics: tuple[str, ...]) -> Match:
    abroad = bool(topics) and set(topics) <= {*WARS, "other"}
    if not m.blocked and m.entry.level == 1 and (denied := denial.protest(text, s.start, m.start, m.end)):
        return _block(m, f"denied: “{denied}”")
    if not m.blocked and m.entry.options.get("abroad" if not abroad else "here"):
        return _block(m, "said of a war" if abroad else "said of the two sides")
    if not m.blocked and abroad and m.entry.id == "zh.warn.consequence" and not _IF.search(text, s.start, s.end):
        return _block(m, "what a war has already done")
    if not m.blocked and m.entry.options.get("position") and topics and set(topics) <= {*WARS, "other"}:
        return _block(m, "a principled stand on somebody else's war")
    return m


def strongest(marks: list[Mark]) -> Mark | None:
    """The mark of the highest level; of equals the one that concerns the two sides, then the first."""
    return max(marks, key=lambda m: (m.match.entry.level, m.who != "third", -m.match.start), default=None)


def warmth_of(marks: list[Mark]) -> int:
    """A complaint outweighs courtesy; otherwise the warmest word counts."""
    levels = [mark.match.entry.level for mark in marks]
    return min(levels) if levels and min(levels) < 0 else max(levels, default=0)


def evidence(text: str, marks: list[Mark]) -> list[Evidence]:
    """Marks as evidence; the value is the level, after the holder or actor where the scale has one (``other 3``)."""
    return [mark.match.evidence(text, with_holder(mark.who, mark.match.entry.level)) for mark in marks]
