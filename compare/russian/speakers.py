"""Who is made to say a sentence, sentence after sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from compare import lexicon
from compare.matching import find
from compare.records import BOTH, PUBLISHER, Context, Evidence
from compare.russian import names
from compare.russian.morph import Token, is_finite, tokens
from compare.russian.people import Mention, Scanner
from compare.russian.sentences import Sentence

_BOTH_SIDES = re.compile(r"\b(?:с\s+обеих\s+сторон|с\s+двух\s+сторон|обеими\s+сторонами|обоюдн\w+)\b", re.IGNORECASE)
_FROM_SIDE = re.compile(r"\b(?:с|со)\s+(?P<adjective>\w+)\s+стороны\b", re.IGNORECASE)
_OWN_SIDE = re.compile(r"\b(?P<adjective>\w+ой)\s+стороны\b", re.IGNORECASE)
_CLAUSE = re.compile(r",?\s+(?:что|чтобы|котор\w+|где|когда|если|поскольку|так\s+как)\b|[;:]", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:[Оо]н|[Оо]на)\b(?=\s+(?:также\s+|вновь\s+|особо\s+)?[а-я]+(?:л|ла|ет|ит|лся|лась)\b)")
_FIRST_PERSON = re.compile(r"\b(?:я|мне|меня|мой|моя|моё|мои|моего|моих|моей)\b", re.IGNORECASE)
_ABOUT_BOTH = re.compile(
    r"\b(?:(?:совместн|обоюдн|взаимн)\w+|(?:двух|обеих|наших)\s+(?:стран|государств|народов|делегаций)|обе\s+страны)\b",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:приглашение|предложение)\s+(?:\w+\s+)?(?:было|была)?\s?(?:с\s+\w+\s+)?принят\w*", re.IGNORECASE
)
_ACCORDING = re.compile(r"\bпо\s+(?:словам|мнению|оценке|убеждению|заверению|утверждению)\s+", re.IGNORECASE)
_ONWARD = re.compile(r"\b(?:также|при\s+этом|вместе\s+с\s+тем|обращено|указано|заявлено)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a sentence. how: what decided it: 'named', 'side', 'both', 'narration', 'carried', 'turn', 'post'."""

    who: str
    how: str
    evidence: tuple[Evidence, ...] = ()


def voices(
    text: str, sentences: Sequence[Sentence], scanner: Scanner, context: Context
) -> list[tuple[Voice, list[Mention]]]:
    """The speaker of every sentence, with the mentions found in it."""
    entries = lexicon.load("speech", "ru")
    result: list[tuple[Voice, list[Mention]]] = []
    turn = ""
    last = Voice(PUBLISHER, "narration")
    guests = [p.short for p in scanner.cast if p.side != scanner.home]
    for sentence in sentences:
        mentions = scanner.scan(text, sentence.start, sentence.end)
        if sentence.label:
            turn = _labelled(sentence.label, scanner)
        if turn:
            voice = Voice(turn, "turn")
        elif context.author:
            voice = Voice(context.author, "post")
        else:
            voice = _voice(text, sentence, mentions, scanner, entries, last, guests)
        result.append((voice, mentions))
        if voice.who != PUBLISHER or voice.how != "aside":
            last = voice
    return result


def _labelled(label: str, scanner: Scanner) -> str:
    """«В.Путин» → Putin; a question is the publisher's narration; another name its family name."""
    if label in ("Вопрос", "Реплика", "Ответ"):
        return PUBLISHER
    found = scanner.scan(label, 0, len(label))
    if found and found[0].who:
        return found[0].who
    return names.latin(re.split(r"[.\s]+", label)[-1])


def _voice(
    text: str,
    sentence: Sentence,
    mentions: Sequence[Mention],
    scanner: Scanner,
    entries: lexicon.Lexicon,
    last: Voice,
    guests: Sequence[str],
) -> Voice:
    start, end = sentence.start, sentence.end
    speech = [m for m in find(entries, text, start, end) if not m.blocked]
    kinds = {str(m.entry.options.get("kind")): m for m in reversed(speech)}
    words = tokens(text, start, end)
    subject = _subject(text, start, end, mentions, words)

    def voice(who: str, how: str, a: int, b: int, rule: str) -> Voice:
        return Voice(who, how, (Evidence(a, b, text[a:b], "speaker", f"ru.speaker.{rule}", who),))

    narration = kinds.get("narration")
    discussed = kinds.get("both")
    said = kinds.get("say")
    group = next((m for m in mentions if m.kind == "group" and m.nominative), None)
    if narration and said and group and narration.start < group.start < said.start:
        return voice(BOTH, "both", group.start, group.end, "the_leaders")
    if (
        narration
        and not (subject and said and said.start < narration.start)
        and not (discussed and discussed.start < narration.start)
    ):
        return voice(PUBLISHER, "narration", narration.start, narration.end, "narration")
    if accepted := _ACCEPTED.search(text, start, end):
        other = {scanner.speaker_of(scanner.home): guests[0] if len(guests) == 1 else ""}
        who = other.get(last.who, scanner.speaker_of(scanner.home))
        if who and last.how != "narration":
            return voice(who, "named", *accepted.span(), "invitation_accepted")
    if subject:
        who, m, rule = subject
        if who == BOTH:
            return voice(BOTH, "both", m.start, m.end, rule)
        if m.kind in ("person", "stranger"):
            return voice(who, "named", m.start, m.end, rule)
    if both := _BOTH_SIDES.search(text, start, end):
        return voice(BOTH, "both", *both.span(), "both_sides")
    if from_side := _FROM_SIDE.search(text, start, end):
        who = _side_speaker(from_side.group("adjective"), scanner)
        if who:
            return voice(who, "side", *from_side.span(), "from_side")
    if subject and subject[1].kind == "side" and (said or kinds.get("passive")):
        return voice(subject[0], "side", subject[1].start, subject[1].end, subject[2])
    if said_by := _ACCORDING.search(text, start, end):
        source = next((m for m in mentions if 0 <= m.start - said_by.end() < 4 and m.who), None)
        if source:
            return voice(source.who, "named", said_by.start(), source.end, "according_to")
    for agent in mentions:
        if (
            agent.instrumental
            and agent.kind in ("person", "group")
            and (kinds.get("passive") or discussed)
            and _main(text, start, agent, words)
        ):
            how = "both" if agent.who == BOTH else "named"
            return voice(agent.who, how, agent.start, agent.end, "agent")
    passive = kinds.get("passive")
    if passive and (own := _OWN_SIDE.search(text, passive.end, min(end, passive.end + 60))):
        who = _side_speaker(own.group("adjective"), scanner)
        if who:
            return voice(who, "side", *own.span(), "side_s_will")
    if discussed:
        return voice(BOTH, "both", discussed.start, discussed.end, "discussed")
    if pronoun := _PRONOUN.search(text, start, end):
        if last.who not in (BOTH, PUBLISHER):
            return voice(last.who, "named", *pronoun.span(), "pronoun")
    if passive and (
        two := re.search(
            r"\b(?:двух|обеих)\s+(?:стран|государств|сторон|народов)\b", text[passive.end : min(end, passive.end + 60)]
        )
    ):
        return voice(BOTH, "both", passive.end + two.start(), passive.end + two.end(), "two_countries")
    if passive:
        onward = _ONWARD.search(text, start, min(end, start + 60)) or not passive.entry.id.endswith("passive")
        if last.how == "side" or (last.how == "carried" and last.who not in (BOTH, PUBLISHER)):
            return Voice(
                last.who, "side", voice(last.who, "side", passive.start, passive.end, "passive_carried").evidence
            )
        if (
            last.how == "named"
            and last.who == scanner.speaker_of(scanner.home)
            and _carries(text, start, end, passive.start, bool(onward), scanner)
        ):
            return voice(last.who, "carried", passive.start, passive.end, "passive_carried")
        return voice(BOTH, "both", passive.start, passive.end, "passive")
    if subject and subject[1].kind == "side":
        m = subject[1]
        if last.who == PUBLISHER or last.how == "both":
            return voice(last.who, last.how, m.start, m.end, "side_narrated")
    representative = re.search(r"\b\w+(?:ский|цкий)\s+(?:представитель|участник)\b", text[start:end])
    if representative:
        return voice(PUBLISHER, "aside", start + representative.start(), start + representative.end(), "representative")
    if about := _ABOUT_BOTH.search(text, start, end):
        if last.how in ("both", "named", "side") and re.search(r"\b(?:совместн\w+|будут|обоюдн\w+)\b", text[start:end]):
            return voice(BOTH, "both", *about.span(), "joint_action")
    if last.how == "narration":
        return Voice(PUBLISHER, "narration")
    return Voice(last.who, "both" if last.who == BOTH else "carried")


def _carries(text: str, start: int, end: int, verb: int, onward: bool, scanner: Scanner) -> bool:
    """Whether «Отмечен …» after what one leader said goes on with his words.

    It opens the sentence, is no «было отмечено», and is not about the two countries' own relations.
    """
    stretch = text[start:end]
    pairs = "|".join(names.adjective(p.side) for p in scanner.cast if p.side != scanner.home) or r"(?!)"
    if not onward and re.search(rf"\b(?:двусторонн|обоюдн|взаимн)\w+|-(?:{pairs})\w", stretch, re.IGNORECASE):
        return False
    return verb - start < 25 and (onward or not re.match(r"\s*был[оаи]?\b", stretch, re.IGNORECASE))


def _subject(
    text: str, start: int, end: int, mentions: Sequence[Mention], words: Sequence[Token]
) -> tuple[str, Mention, str] | None:
    """The grammatical subject of the main clause among the mentions, with the rule that found it."""
    clause = next(
        (m.start() for m in _CLAUSE.finditer(text, start, end) if _has_predicate(words, start, m.start())), end
    )
    nominatives = [m for m in mentions if m.nominative and m.start < clause and not _apposed(text, start, m)]
    if not nominatives:
        return None
    for first, second in zip(nominatives, nominatives[1:], strict=False):
        gap = text[first.end : second.start]
        if (
            re.fullmatch(r"\s+(?:и|с|да)\s+|,\s+так\s+и\s+", gap)
            and first.who != second.who
            and first.who
            and second.who
        ):
            return BOTH, first, "two_subjects"
    for m in nominatives:
        if m.kind == "outsider":
            continue
        if _has_predicate(words, m.end, end) or _has_predicate(words, start, m.start):
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


def _has_predicate(words: Sequence[Token], low: int, high: int) -> bool:
    return any(low <= w.start and w.end <= high and (is_finite(w) or "VERB" in w.reading.pos) for w in words)


def _main(text: str, start: int, agent: Mention, words: Sequence[Token]) -> bool:
    """Whether an agent in the instrumental belongs to the predicate, not to a participle («высказанную …»)."""
    before = [w for w in words if w.end <= agent.start]
    return not (before and before[-1].reading.pos & {"PRTF"})


def _side_speaker(adjective: str, scanner: Scanner) -> str:
    for person in scanner.cast:
        if re.match(rf"{names.adjective(person.side)}\w{{2,3}}$", adjective, re.IGNORECASE):
            return person.short
    return ""
