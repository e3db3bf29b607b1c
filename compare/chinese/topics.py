"""What each Chinese sentence is about: triggers with their sense, what runs on, what was not discussed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compare.chinese import countries, denial
from compare.chinese.cast import Cast
from compare.chinese.sentences import Sentence
from compare.lexicon import Lexicon
from compare.matching import OWN_SIDE, Match, find
from compare.records import BOTH, PUBLISHER, Context, Evidence

WARS = ("ukraine", "middle_east", "korea", "iran")
"""Topics that a bare "the crisis" or "cease-fire" can stand for."""

NOT_DISCUSSED = "topic.not_discussed"
"""Rule of the words that say a subject did not come up."""

_BESIDE_WAR = {"multilateral", "trade", "energy", "agriculture", "health", "other"}
_OURS = re.compile(r"双方|两国|[^，。]方愿")
_BACKGROUND = re.compile(
    r"(?:对|是|涉及|(?<!成)为|在|给|影响|损害|关乎|事关|作为|有利于|有助于|(?:夯实|巩固|厚植|筑牢)[^，。]{0,4})[^，。；、]{0,4}$"
)
_PLACES = re.compile(r"(?:中|政治|第|最|的|发展)")
_LEAD = re.compile(
    r"通(?:了)?电话|举行(?:了)?(?:视频)?(?:会[谈晤见]|通话)|会见|视频(?:通话|会晤)|举行[^，。]{0,8}(?:会晤|会谈|会见)|共进|茶叙|小范围|[午晚]?宴|散步|合影|道别|仪式|检阅|礼炮|鸣放|抵达|敬献"
)
_ON_A_VISIT = re.compile(r"国事访问的")
_ATTENDED = re.compile(r"(?:参加|出席|陪同)(?:了)?[^。]{0,12}(?:活动|会[见谈晤]|通话|仪式|上述)|参加。")
_MEANWHILE = re.compile(r"^(?:会谈|会见|会晤|通话|访问)(?:期间|其间|[前后中])，?")
_SUBSTANCE = re.compile(
    r"就(?!广泛|共同)[^，。]{2,60}(?:交换|作出|进行|深入|达成|坦诚)|签署|发表(?![^，。]{0,20}(?:演讲|讲话|致辞))|见证|合作文[件本]"
)
_TO_HIM = re.compile(
    r"您|你(?![输中死追来])|(?:主席|总统|总理|首相|总书记)[^，。]{0,3}(?:领导下|连任|当选|就任)|(?:连任|当选|就任)[^，。]{0,10}(?:主席|总统|总理|首相|总书记)|贺电|祝贺|问候"
)
_ABOUT_HOST = re.compile(
    r"中国(?:取得|一定|将|必|式|共产党|在|成功|[^，。]{0,12}成就)|中共|习近平(?:主席|总书记)|" + _TO_HIM.pattern
)
_MOURNS = re.compile(r"逝世|哀悼|遇难")
_MUTUAL = re.compile(r"双方|两国|我们|彼此|相互|会晤|共识|对话|沟通|交往|对方|会谈|通话")
_OFFERS_TALK = re.compile(r"[^，。]{1,3}方(?:也)?愿(?:同|与)[^。]{0,40}(?:沟通|对话|了解|互信)")
_SAID_OF_A_WAR = ("zh.multilateral.order.rules", "zh.relationship.trust.contact")
_NEVER_RUNS_ON = {"visit": "relationship"}
_SHARED = re.compile(r"开放|合作|机遇|双方|两国|双边|投资|欢迎")
_ON_TRADE = {"trade", "relationship", "technology"}
_TROUBLE = re.compile(r"(?:危机|问题|局势|冲突|战争|核)")
_HANDLED = re.compile(
    r"(?:如果|若|一旦|只有|只要)?(?:处理|解决|把握|应对|管控|做|谈|办)(?:得)?(?:好|不好|不当|不善|得好|妥当)(?:了|的话)?，"
)
_ANAPHOR = re.compile(r"对此|为此|这(?:一|个|种)(?:立场|政策|方针|原则|态度|问题|趋势|事实)|上述|该(?:问题|协议)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that counts for a sentence, and where its words stand. inherited: from an earlier sentence."""

    start: int
    end: int
    topic: str
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Subjects:
    """Topics of one sentence, those said not to have been discussed, and all evidence, blocked included.

    aside: where it speaks of something else beside them; a list may name such a thing as one of its items.
    part: those said not to have been discussed of which only a part is named (the duties, of trade).
    """

    hits: tuple[Hit, ...]
    negated: frozenset[str]
    evidence: tuple[Evidence, ...]
    aside: tuple[Hit, ...] = ()
    part: frozenset[str] = frozenset()

    @property
    def topics(self) -> tuple[str, ...]:
        """Topic ids in the order they come up."""
        return tuple(dict.fromkeys(h.topic for h in self.hits))


def read_topics(
    text: str, sentences: list[Sentence], speakers: list[str], cast: Cast, context: Context, lexicon: Lexicon
) -> list[Subjects]:
    """Topics of every sentence in order; each may go on about what the one before was about."""
    sides = {*cast.sides.values(), cast.home, cast.guest}
    result: list[Subjects] = []
    war = ""
    for at, (s, speaker) in enumerate(zip(sentences, speakers, strict=True)):
        own = cast.sides.get(speaker) or cast.home
        matches = [_sense(m, text, sides, own, cast) for m in find(lexicon, text, s.start, s.end)]
        matches += _aliases(text, s, context)
        if not (
            result
            and speakers[at - 1] == speaker
            and _ON_TRADE.issuperset(result[-1].topics)
            and "trade" in result[-1].topics
        ):
            matches = [
                replace(m, blocked="no talks on trade named before")
                if m.entry.options.get("talks") and not m.blocked
                else m
                for m in matches
            ]
        named = [m for m in matches if not m.blocked and m.entry.topic in WARS]
        before = result[at - 1] if at else None
        same = at > 0 and speakers[at - 1] == speaker
        told = speaker == PUBLISHER and _without_subject(text, s, opening=at == 0)
        if told:
            matches = [
                m
                if m.blocked or (m.entry.topic == "visit" and _ON_A_VISIT.search(text, s.start, s.end))
                else replace(m, blocked="narration of the call itself")
                for m in matches
            ]
        else:
            matches = _settle(matches, text, s, war if not named else "")
        hits = [Hit(m.start, m.end, _topic(m, war)) for m in matches if not m.blocked]
        evidence = [m.evidence(text, _topic(m, war)) for m in matches]
        if not told:
            faint = [
                h
                for h, m in zip(hits, [m for m in matches if not m.blocked], strict=True)
                if m.entry.options.get("faint")
            ]
            if len(faint) == len(hits):
                run_on = _inherit(text, s, before, same, speaker, war, bool(faint))
                if run_on:
                    hits = [Hit(s.start, s.start, t, True) for t in run_on]
                    evidence += [Evidence(s.start, s.start, "", "topic", "topic.runs_on", t) for t in run_on]
            if same and before and _HANDLED.match(text, s.start, s.end):
                hits += [Hit(s.start, s.start, t, True) for t in before.topics if t not in {h.topic for h in hits}]
            if _still_at_war(text, s, before, same, hits, war):
                hits.append(Hit(s.start, s.start, war, True))
                evidence.append(Evidence(s.start, s.start, "", "topic", "topic.runs_on", war))
        if named:
            named_wars = [m.entry.topic for m in named]
            war = war if war in named_wars or (war == "middle_east" and not s.first) else named_wars[-1]
        aside = tuple(h for h in hits if h.topic == "other")
        hits = [h for h in hits if h.topic != "other"] or hits
        told_of = _TO_HIM if own == "CN" else _ABOUT_HOST
        if (
            not told
            and all(h.inherited or h.topic == "other" for h in hits)
            and told_of.search(text, s.start, s.end)
            and not _MOURNS.search(text, s.start, s.end)
        ):
            hits = [Hit(s.start, s.start, "relationship", True)]
            evidence.append(Evidence(s.start, s.start, "", "topic", "topic.person_or_country", "relationship"))
        if not hits and not told:
            hits = [Hit(s.start, s.start, "other", True)]
            evidence.append(Evidence(s.start, s.start, "", "topic", "topic.other", "other"))
        aside = aside if any(h.topic != "other" for h in hits) else ()
        denied, part = _negated(text, s, hits)
        said = denial.NOT_DISCUSSED.search(text, s.start, s.end) if denied else None
        if said:
            evidence += [Evidence(*said.span(), said.group(), "topic", NOT_DISCUSSED, t) for t in sorted(denied)]
        result.append(Subjects(tuple(hits), denied, tuple(evidence), aside, part))
    return _undone(result)


def _topic(m: Match, war: str) -> str:
    return war if m.entry.options.get("conflict") and war else m.entry.topic


def _sense(m: Match, text: str, sides: set[str], own: str, cast: Cast) -> Match:
    """A country that is itself at the table is no subject by its bare name; one's own economy is no trade."""
    if not m.blocked and m.entry.options.get("own") == own:
        return replace(m, blocked="the speaker's own economy")
    if not m.blocked and m.entry.options.get("domestic") and own != "CN":
        return replace(m, blocked="the other side's economy")
    if m.blocked or not m.entry.options.get("sidename"):
        return m
    if _TROUBLE.match(text, m.end):
        return m
    for side in str(m.entry.options["sidename"]).split():
        names = countries.words_of(side)
        if side in sides and (
            m.entry.options.get("pair") or (quote := text[m.start : m.end]) in names or quote in cast.names
        ):
            return replace(m, blocked=f"{text[m.start : m.end]} {OWN_SIDE}")
    return m


def _settle(matches: list[Match], text: str, s: Sentence, war: str) -> list[Match]:
    """Which of a sentence's matches count beside one another."""

    def kind(m: Match) -> str:
        options = m.entry.options
        return next((k for k in ("weak", "faint", "conflict", "background") if options.get(k)), "")

    firm = [
        m
        for m in matches
        if not m.blocked
        and kind(m) in ("", "background")
        and (m.entry.topic != "other" or m.entry.options.get("subject"))
    ]
    special = [m for m in firm if kind(m) == ""]
    weak = [m for m in matches if not m.blocked and kind(m) == "weak"]
    elsewhere = any(m.entry.topic != "relationship" for m in weak)
    fought = any(not m.blocked and kind(m) == "conflict" for m in matches)
    aside = any(not m.blocked and m.entry.topic == "other" and kind(m) == "" for m in matches)
    domestic = any(not m.blocked and m.entry.options.get("domestic") for m in matches)
    settled = []
    for m in matches:
        if m.blocked:
            settled.append(m)
            continue
        why = ""
        outdone = firm or (war and fought) or (elsewhere and m.entry.topic == "relationship")
        if (kind(m) == "weak" and outdone) or (kind(m) == "faint" and (firm or weak or aside or fought)):
            why = "a firmer topic in the sentence"
        elif m.entry.topic == "trade" and domestic and not _SHARED.search(text, s.start, s.end):
            why = "the speaker's own economy"
        elif fought and war and m.entry.id in _SAID_OF_A_WAR:
            why = "said of the war that is talked of"
        elif kind(m) == "conflict" and not war:
            why = "no conflict named before"
        elif kind(m) == "conflict" and {o.entry.topic for o in special} - _BESIDE_WAR:
            why = "another subject is named"
        elif kind(m) == "" and m.entry.topic == "other" and _ANAPHOR.search(text, s.start, s.end):
            why = "the sentence points back"
        elif kind(m) == "background" and special and _in_background(m, text, s):
            why = "the relationship is only the background here"
        settled.append(replace(m, blocked=why) if why else m)
    return settled


def _in_background(m: Match, text: str, s: Sentence) -> bool:
    """Whether the relationship is only named to place another subject: 是中美关系中最重要的问题."""
    led = _BACKGROUND.search(text, max(s.start, m.start - 10), m.start)
    return bool(led and (led.group()[0] != "是" or _PLACES.match(text, m.end)))


def _still_at_war(text: str, s: Sentence, before: Subjects | None, same: bool, hits: list[Hit], war: str) -> bool:
    """Principles of order named in the middle of a passage on a war are said of that war."""
    return bool(
        war
        and same
        and not s.first
        and before
        and war in before.topics
        and {h.topic for h in hits} - {"other"}
        and {h.topic for h in hits} <= {"multilateral", "nuclear_arms", "trade", "other"}
        and not _OURS.search(text, s.start, s.end)
    )


def _inherit(
    text: str, s: Sentence, before: Subjects | None, same: bool, speaker: str, war: str, faint: bool
) -> tuple[str, ...]:
    """Topics of the sentence before, where this one goes on about them without naming them."""
    if before is None or denial.NOT_DISCUSSED.search(text, s.start, s.end):
        return ()
    if s.cut:
        return tuple(t for t in before.topics if t not in before.negated)
    topics = tuple(dict.fromkeys(_NEVER_RUNS_ON.get(t, t) for t in before.topics if t not in before.negated))
    if s.first:
        if war and (topics == (war,) or (war in topics and not faint)):
            return (war,)
        if same and not faint:
            return topics if len(topics) == 1 else ("relationship",) if "relationship" in topics else ()
        return ()
    if not same and not (speaker == BOTH or topics == (war,)):
        return ()
    if faint and not set(topics) & set(WARS) and _OFFERS_TALK.match(text, s.start, s.end):
        return ("relationship",)
    if len(topics) > 2 and "relationship" not in topics and not faint:
        return ("multilateral",) if "multilateral" in topics else topics[:1]
    if len(topics) > 2 or (faint and len(topics) > 1 and _MUTUAL.search(text, s.start, s.end)):
        return ("relationship",) if "relationship" in topics or faint else topics[:1]
    return topics


def _aliases(text: str, s: Sentence, context: Context) -> list[Match]:
    from compare.lexicon import Entry

    found = []
    for topic, words in context.aliases.items():
        for word in words:
            entry = Entry(f"alias.{topic}", "topics", "zh", word, "text", 0, topic, word, "event", (), ())
            found += [
                Match(entry, m.start(), m.end()) for m in re.finditer(re.escape(word), text[s.start : s.end]) if word
            ]
    return [replace(m, start=m.start + s.start, end=m.end + s.start) for m in found]


def _without_subject(text: str, s: Sentence, *, opening: bool) -> bool:
    """Narration that only tells that a call or ceremony took place, or who was there."""
    sentence = text[s.start : s.end]
    if _ATTENDED.search(sentence):
        return True
    if denial.NOT_DISCUSSED.search(sentence):
        return False
    if _SUBSTANCE.search(sentence):
        return False
    told = _MEANWHILE.sub("", sentence)
    return bool(opening or _LEAD.search(sentence) or not re.search(r"通话|会晤|会谈|关系|合作", told))


def _negated(text: str, s: Sentence, hits: list[Hit]) -> tuple[frozenset[str], frozenset[str]]:
    """Topics said not to have been discussed, and those of them of which only a part is named."""
    clause = denial.not_discussed(text, s.start, s.end)
    if not clause:
        return frozenset(), frozenset()
    inside = [h for h in hits if clause[0] <= h.start < clause[1] and not h.inherited]
    beyond = {h.topic for h in hits if h not in inside}
    denied = frozenset(h.topic for h in inside if h.topic not in {*beyond, "relationship", "other"})
    whole = {h.topic for h in inside if not denial.narrow(text, h.topic, h.end)}
    return denied, denied - whole


def _undone(found: list[Subjects]) -> list[Subjects]:
    """The subjects of a text; what denies a part of a topic does not deny the topic where another sentence names it."""
    named = [{h.topic for h in about.hits if not h.inherited} - about.negated for about in found]
    result = []
    for at, about in enumerate(found):
        kept = {t for t in about.part if not any(t in others for n, others in enumerate(named) if n != at)}
        gone = about.part - kept
        evidence = tuple(e for e in about.evidence if e.rule != NOT_DISCUSSED or e.value not in gone)
        result.append(replace(about, negated=about.negated - gone, evidence=evidence) if gone else about)
    return result
