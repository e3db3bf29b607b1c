"""Who is made to say a sentence, sentence after sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare import lexicon
from compare.matching import Match, find
from compare.prefilter import index_of
from compare.records import BOTH, PUBLISHER, Context, Evidence
from compare.russian import names
from compare.russian.morph import Token, is_finite, tokens
from compare.russian.people import Mention, Scanner
from compare.russian.sentences import Sentence

_BOTH_SIDES = re.compile(r"\b(?:с\s+обеих\s+сторон|с\s+двух\s+сторон|обеими\s+сторонами|обоюдн\w+)\b", re.IGNORECASE)
_FROM_SIDE = re.compile(
    r"\b(?:с|со)\s+(?P<adjective>\w+)\s+стороны\b|(?<!\bс )(?<!\bсо )\b(?P<agent>\w+ой)\s+стороной\b", re.IGNORECASE
)
_OWN_SIDE = re.compile(r"\b(?P<adjective>\w+[сц]к\w{2,3})\s+(?:стороны|позици\w+|оценк\w+|подход\w*)\b", re.IGNORECASE)
_WILL_OF = re.compile(
    r"\b(?:готовност|заинтересованност|решимост|намерени|позици|поддержк|приверженност|настро)\w*\s+"
    r"(?P<country>[А-ЯЁ][\w-]+(?:\s[А-ЯЁ]\w+)?)\b(?!\s+и\s+[А-ЯЁ])"
)
_SIDE_DOES = re.compile(
    r",\s+что\s+(?P<country>[А-ЯЁ][\w-]+)\s+(?:\w+\s+)?(?:выступа|готов|намерен|поддержив|исходит|привержен|продолж|приложит)"
)
_TOGETHER = re.compile(
    r"\s*(?:При\s+(?:обсуждении|рассмотрении|обмене)|В\s+(?:ходе|рамках)\s+(?:обсуждения|беседы|обмена))\b"
)
_IN_WHICH = re.compile(
    r",\s+(?:в|(?:в\s+ходе|во\s+время|по\s+итогам|в\s+рамках))\s+котор(?:ой|ом|ых|ого)\s+", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:[Пп]ланируется|[Пп]редполагается|[Нн]амечается|[Бб]уд(?:ет|ут)\s+(?:\w+\s+)?(?:обсужд|рассмотрен|подписан))\w*"
)
_CONVEYED = re.compile(r"\bдо\s+(?P<adjective>\w+ой)\s+стороны\s+(?:был\w*\s+)?доведен\w*", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s+(?:что|чтобы|котор\w+|где|когда|если|поскольку|так\s+как)\b|[;:]", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:[Оо]н|[Оо]на)\b(?=\s+(?:также\s+|вновь\s+|особо\s+)?[а-я]+(?:л|ла|ет|ит|лся|лась)\b)")
_ABOUT_BOTH = re.compile(
    r"\b(?:(?:совместн|обоюдн|взаимн)\w+|(?:двух|обеих|наших)\s+(?:стран|государств|народов|делегаций)|обе\s+страны)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:приглашение|предложение)\s+(?:\w+\s+)?(?:было|была)?\s?(?:с\s+\w+\s+)?принят\w*", re.IGNORECASE
)
_ACCORDING = re.compile(r"\bпо\s+(?:словам|мнению|оценке|убеждению|заверению|утверждению)\s+", re.IGNORECASE)
_TWO_COUNTRIES = re.compile(r"\b(?:двух|обеих)\s+(?:стран|государств|сторон|народов)\b", re.IGNORECASE)
_REPRESENTATIVE = re.compile(r"\b\w+(?:ский|цкий)\s+(?:представитель|участник)\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:совместн\w+|будут|обоюдн\w+)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:я|мне|меня|мной|мой|моя|моё|мои|моего|моей|моих)\b", re.IGNORECASE)
_CAPTION = re.compile(r"\s*(?:Начало|Завершение|Подписание|Церемония|Участники)\s")
"""The first word of a picture's caption: it has no verb and nobody is made to say it."""
_STANDS = re.compile(r"(?:готов|намерен|привержен|заинтересован|уверен|убежд[её]н)[аоы]?$")
"""Short adjectives that are the predicate of a stance: «Москва готова»."""
_NOT_OWN = re.compile(
    r"\b(?:долж(?:ен|на|но|ны)|обязан[аоы]?|следует|нужно|надо|могл[аио]|мо(?:жет|гут))\b", re.IGNORECASE
)
"""What a leader may well say of another side: «Россия должна …»."""
_ANSWER = re.compile(r"\s*(?:Ответ|Реакция|Позиция|Подход)\s+")
_QUOTED = re.compile(r"[«\"“][^»\"”]{1,400}[»\"”]")
_ONWARD = re.compile(r"\b(?:также|при\s+этом|вместе\s+с\s+тем|обращено|указано|заявлено)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a sentence.

    how: what decided it: 'named', 'side', 'both', 'narration', 'carried', 'turn' or 'post'; 'aside' is narration
    after which the speaker before goes on.
    """

    who: str
    how: str
    evidence: tuple[Evidence, ...] = ()


Subject = tuple[str, Mention, str]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence as the rules see it. kinds: the first reporting word of each kind. last: who spoke before."""

    text: str
    start: int
    end: int
    mentions: Sequence[Mention]
    words: Sequence[Token]
    kinds: Mapping[str, Match]
    subject: Subject | None
    scanner: Scanner
    last: Voice

    @property
    def stretch(self) -> str:
        return self.text[self.start : self.end]

    def find(self, pattern: re.Pattern[str], start: int = -1, end: int = -1) -> re.Match[str] | None:
        """The pattern within the sentence, or within a part of it."""
        return pattern.search(self.text, max(self.start, start), self.end if end < 0 else min(self.end, end))

    def voice(self, who: str, how: str, start: int, end: int, rule: str) -> Voice:
        """A voice decided by the words ``[start, end)``."""
        return Voice(who, how, (Evidence(start, end, self.text[start:end], "speaker", f"ru.speaker.{rule}", who),))


def voices(
    text: str, sentences: Sequence[Sentence], scanner: Scanner, context: Context
) -> list[tuple[Voice, list[Mention]]]:
    """The speaker of every sentence, with the mentions found in it."""
    entries = index_of(lexicon.load("speech", "ru"))
    result: list[tuple[Voice, list[Mention]]] = []
    turn = ""
    last = Voice(PUBLISHER, "narration")
    author = context.author or _author(text, sentences, scanner)
    for sentence in sentences:
        start, end = sentence.start, sentence.end
        mentions = scanner.scan(text, start, end)
        if sentence.label:
            turn = _labelled(sentence.label, scanner)
        if turn:
            voice = Voice(turn, "turn")
        elif author:
            voice = Voice(author, "post")
        else:
            words = tokens(text, start, end)
            speech = [m for m in find(entries, text, start, end) if not m.blocked]
            kinds = {str(m.entry.options.get("kind")): m for m in reversed(speech)}
            subject = _subject(text, start, end, mentions, words)
            scene = _Scene(text, start, end, mentions, words, kinds, subject, scanner, last)
            voice = next(v for rule in _RULES if (v := rule(scene)))
        result.append((voice, mentions))
        if voice.how != "aside":
            last = voice
    return result


def _author(text: str, sentences: Sequence[Sentence], scanner: Scanner) -> str:
    """Who writes in the first person singular: the publisher's own leader; '' where nobody does outside quotations."""
    if any(s.label for s in sentences):
        return ""
    said = sum(1 for s in sentences if _FIRST_PERSON.search(_QUOTED.sub(" ", text[s.start : s.end])))
    return scanner.speaker_of(scanner.home) if said and 5 * said >= len(sentences) else ""


def _labelled(label: str, scanner: Scanner) -> str:
    """«В.Путин» → Putin; a question is the publisher's narration; another name its family name."""
    if label in ("Вопрос", "Реплика", "Ответ"):
        return PUBLISHER
    found = scanner.scan(label, 0, len(label))
    if found and found[0].who:
        return found[0].who
    return names.latin(re.split(r"[.\s]+", label)[-1])


def _narrated(scene: _Scene) -> Voice | None:
    """«Состоялся разговор …»: the publisher tells, unless it goes on to what the leaders said."""
    caption = _CAPTION.match(scene.text, scene.start, scene.end)
    if caption and not any(is_finite(w) or w.reading.pos & {"PRTS"} for w in scene.words):
        return scene.voice(PUBLISHER, "narration", *caption.span(), "caption")
    narration, said, discussed = (scene.kinds.get(kind) for kind in ("narration", "say", "both"))
    if not narration:
        return None
    within = scene.find(_IN_WHICH, narration.start)
    if within and said and scene.subject and within.start() < said.start:
        who, m, rule = scene.subject
        return scene.voice(who, "both" if who == BOTH else "named", m.start, m.end, rule)
    if within and discussed and within.start() < discussed.start:
        return scene.voice(BOTH, "both", discussed.start, discussed.end, "discussed")
    group = next((m for m in scene.mentions if m.kind == "group" and m.nominative), None)
    if said and group and narration.start < group.start < said.start:
        return scene.voice(BOTH, "both", group.start, group.end, "the_leaders")
    if (scene.subject and said and said.start < narration.start) or (discussed and discussed.start < narration.start):
        return None
    return scene.voice(PUBLISHER, "narration", narration.start, narration.end, "narration")


def _accepted(scene: _Scene) -> Voice | None:
    """«Приглашение принято»: by the one who had not spoken."""
    accepted = scene.find(_ACCEPTED)
    if not accepted or scene.last.how == "narration":
        return None
    home = scene.scanner.speaker_of(scene.scanner.home)
    guests = [p.short for p in scene.scanner.cast if p.side != scene.scanner.home]
    who = (guests[0] if len(guests) == 1 else "") if scene.last.who == home else home
    return scene.voice(who, "named", *accepted.span(), "invitation_accepted") if who else None


def _by_subject(scene: _Scene) -> Voice | None:
    """The grammatical subject: a person, or the leaders."""
    if scene.subject:
        who, m, rule = scene.subject
        if who == BOTH or m.kind in ("person", "stranger"):
            return scene.voice(who, "both" if who == BOTH else "named", m.start, m.end, rule)
    return None


def _by_side(scene: _Scene) -> Voice | None:
    """«С обеих сторон», «с российской стороны», «китайская сторона заявила», «обсуждалось: Россия выступает …»."""
    for m in scene.mentions:
        if m.kind == "side" and m.who and m.nominative and scene.text[: m.start].rstrip().endswith(":"):
            stated = scene.kinds.get("say")
            if stated and stated.start >= m.end:
                return scene.voice(m.who, "side", m.start, m.end, "side")
    if both := scene.find(_BOTH_SIDES):
        return scene.voice(BOTH, "both", *both.span(), "both_sides")
    if from_side := scene.find(_FROM_SIDE):
        who = _side_speaker(from_side.group("adjective") or from_side.group("agent"), scene.scanner)
        if who and (from_side.group("adjective") or "passive" in scene.kinds):
            return scene.voice(who, "side", *from_side.span(), "from_side")
    if told := scene.find(_CONVEYED):
        others = [
            p.short for p in scene.scanner.cast if p.short != _side_speaker(told.group("adjective"), scene.scanner)
        ]
        if len(others) == 1 < len(scene.scanner.cast):
            return scene.voice(others[0], "side", *told.span(), "told_to")
    if scene.subject and scene.subject[1].kind == "side" and scene.kinds.keys() & {"say", "passive"}:
        who, m, rule = scene.subject
        return scene.voice(who, "side", m.start, m.end, rule)
    return None


def _by_agent(scene: _Scene) -> Voice | None:
    """«По словам …», and the agent of a passive: «лидерами отмечено»."""
    if said_by := scene.find(_ACCORDING):
        source = next((m for m in scene.mentions if 0 <= m.start - said_by.end() < 4 and m.who), None)
        if source:
            return scene.voice(source.who, "named", said_by.start(), source.end, "according_to")
    if scene.kinds.keys() & {"passive", "both"}:
        for agent in scene.mentions:
            if agent.instrumental and agent.kind in ("person", "group") and _main(agent, scene):
                how = "both" if agent.who == BOTH else "named"
                return scene.voice(agent.who, how, agent.start, agent.end, "agent")
    return None


def _impersonal(scene: _Scene) -> Voice | None:
    """Passives that name nobody: both, a side whose will is named, or the side that spoke just before."""
    passive, discussed, last = scene.kinds.get("passive"), scene.kinds.get("both"), scene.last
    if passive and (own := scene.find(_OWN_SIDE, passive.end, passive.end + 60)):
        who = _side_speaker(own.group("adjective"), scene.scanner)
        if who:
            return scene.voice(who, "side", *own.span(), "side_s_will")
    if passive and (own := scene.find(_WILL_OF, passive.end, passive.end + 90)):
        who = _country_speaker(own.group("country"), scene.scanner)
        if who:
            return scene.voice(who, "side", *own.span(), "side_s_will")
    if passive and (does := scene.find(_SIDE_DOES, passive.end, passive.end + 60)):
        who = _country_speaker(does.group("country"), scene.scanner)
        if who:
            return scene.voice(who, "side", *does.span(), "side_s_will")
    if last.how == "narration" and (ahead := scene.find(_AHEAD)) and not scene.kinds.keys() & {"passive", "say"}:
        return scene.voice(PUBLISHER, "narration", *ahead.span(), "announced")
    if discussed:
        return scene.voice(BOTH, "both", discussed.start, discussed.end, "discussed")
    pronoun = scene.find(_PRONOUN)
    if pronoun and last.who not in (BOTH, PUBLISHER):
        return scene.voice(last.who, "named", *pronoun.span(), "pronoun")
    if not passive:
        return None
    if together := _TOGETHER.match(scene.text, scene.start, scene.end):
        return scene.voice(BOTH, "both", *together.span(), "discussed")
    if two := scene.find(_TWO_COUNTRIES, passive.end, passive.end + 60):
        return scene.voice(BOTH, "both", *two.span(), "two_countries")
    home = last.who == scene.scanner.speaker_of(scene.scanner.home)
    if last.how in ("side", "carried") and last.who not in (BOTH, PUBLISHER) and not _of_the_pair(scene):
        return scene.voice(last.who, "side", passive.start, passive.end, "passive_carried")
    if last.how == "named" and home and _goes_on(scene, passive):
        return scene.voice(last.who, "carried", passive.start, passive.end, "passive_carried")
    return scene.voice(BOTH, "both", passive.start, passive.end, "passive")


def _carried(scene: _Scene) -> Voice | None:
    """Nobody is made to say it: whoever spoke before goes on."""
    last = scene.last
    if scene.subject and scene.subject[1].kind == "side":
        who, m, _ = scene.subject
        home = scene.scanner.speaker_of(scene.scanner.home)
        # after «лидеры …», or after the guest's words, the publisher's side states its own line
        if who == home and last.how != "narration" and last.who != home and _opens(scene, m):
            return scene.voice(who, "side", m.start, m.end, "own_side")
        if last.how == "both" or last.who == PUBLISHER:
            return scene.voice(PUBLISHER, "narration", m.start, m.end, "side_narrated")
    if last.how != "narration" and (answer := _own_answer(scene)):
        return scene.voice(scene.scanner.speaker_of(scene.scanner.home), "side", *answer, "own_side")
    if representative := scene.find(_REPRESENTATIVE):
        return scene.voice(PUBLISHER, "aside", *representative.span(), "representative")
    willing = scene.subject is not None and scene.subject[1].kind == "side"
    joint = scene.find(_JOINT) if last.how in ("both", "named", "side") and not willing else None
    if joint and (about := scene.find(_ABOUT_BOTH)):
        return scene.voice(BOTH, "both", *about.span(), "joint_action")
    if last.how == "narration":
        return Voice(PUBLISHER, "narration")
    return Voice(last.who, "both" if last.who == BOTH else "carried")


def _opens(scene: _Scene, side: Mention) -> bool:
    """Whether a side opens a sentence in the present or future: its line, and no tale of what it did or owes."""
    if scene.text[scene.start : side.start].strip() or scene.find(_NOT_OWN, side.end):
        return False
    verb = next(
        (w for w in scene.words if w.start >= side.end and ("VERB" in w.reading.pos or _STANDS.match(w.text))), None
    )
    return verb is not None and "past" not in verb.reading.tags - {"PRTS"}


def _own_answer(scene: _Scene) -> tuple[int, int] | None:
    """«Ответ России будет …»: what the publisher's side announces of itself."""
    country = names.country_name(scene.scanner.home)
    opened = _ANSWER.match(scene.text, scene.start, scene.end) if country else None
    named = country.match(scene.text, opened.end(), scene.end) if opened and country else None
    return (scene.start, named.end()) if named and scene.scanner.speaker_of(scene.scanner.home) else None


_RULES = (_narrated, _accepted, _by_subject, _by_side, _by_agent, _impersonal, _carried)
"""In this order: the first rule that names a voice decides; the last always does."""


def _of_the_pair(scene: _Scene) -> bool:
    """Whether a sentence is about the two countries' own relations."""
    pairs = "|".join(names.adjective(p.side) for p in scene.scanner.cast if p.side != scene.scanner.home) or r"(?!)"
    return re.search(rf"\b(?:двусторонн|обоюдн|взаимн)\w+|-(?:{pairs})\w", scene.stretch, re.IGNORECASE) is not None


def _goes_on(scene: _Scene, passive: Match) -> bool:
    """Whether «Отмечен …» after what one leader said goes on with his words.

    It opens the sentence, is no «было отмечено», and is not about the two countries' own relations.
    """
    if passive.start - scene.start >= 25:
        return False
    if scene.find(_ONWARD, -1, scene.start + 60):
        return True
    return not _of_the_pair(scene) and not re.match(r"\s*был[оаи]?\b", scene.stretch, re.IGNORECASE)


def _subject(text: str, start: int, end: int, mentions: Sequence[Mention], words: Sequence[Token]) -> Subject | None:
    """The grammatical subject of the main clause among the mentions, with the rule that found it."""
    predicates = [(w.start, w.end) for w in words if is_finite(w) or "VERB" in w.reading.pos or _STANDS.match(w.text)]
    clause = next(
        (m.start() for m in _CLAUSE.finditer(text, start, end) if _has_predicate(predicates, start, m.start())), end
    )
    nominatives = [m for m in mentions if m.nominative and m.start < clause and not _apposed(text, start, m)]
    if not nominatives:
        return None
    for first, second in pairwise(nominatives):
        gap = text[first.end : second.start]
        if (
            re.fullmatch(r"(?:\s+(?:и|с|да)|,\s+так\s+и)\s+(?:[А-ЯЁ][\w-]+\s+){0,4}", gap)
            and first.who != second.who
            and first.who
            and second.who
        ):
            return BOTH, first, "two_subjects"
    for m in nominatives:
        if m.kind == "outsider":
            continue
        if _has_predicate(predicates, m.end, end) or _has_predicate(predicates, start, m.start):
            if m.kind == "side" and not m.who:
                continue
            return (
                m.who,
                m,
                {"person": "subject", "group": "the_leaders", "side": "side", "stranger": "subject"}[m.kind],
            )
    return None


def _apposed(text: str, start: int, m: Mention) -> bool:
    """Whether a nominative only looks like one, after a preposition or inside brackets."""
    return (
        re.search(
            r"\b(?:в|на|с|к|о|об|от|из|у|для|между|через)\s+$", text[max(start, m.start - 8) : m.start], re.IGNORECASE
        )
        is not None
    )


def _has_predicate(predicates: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    """Whether one of the predicates, given in text order, stands between two places."""
    first = bisect_left(predicates, (low, 0))
    return first < len(predicates) and predicates[first][1] <= high


def _main(agent: Mention, scene: _Scene) -> bool:
    """Whether an agent in the instrumental belongs to the predicate.

    It does not where it belongs to a participle («высказанную …») or a preposition («разговора с …»).
    """
    before = [w for w in scene.words if w.end <= agent.start]
    return not (before and before[-1].reading.pos & {"PRTF"}) and not _apposed(scene.text, scene.start, agent)


def _country_speaker(name: str, scanner: Scanner) -> str:
    """Short name of the participant whose country a name is, in any case; '' for other names."""
    for person in scanner.cast:
        country = names.country_name(person.side)
        if country and country.match(name):
            return person.short
    return ""


def _side_speaker(adjective: str, scanner: Scanner) -> str:
    for person in scanner.cast:
        if re.match(rf"{names.adjective(person.side)}\w{{2,3}}$", adjective, re.IGNORECASE):
            return person.short
    return ""
