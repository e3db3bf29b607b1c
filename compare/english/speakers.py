"""Who is made to say each sentence: reporting verbs and their subjects, carried on until somebody else speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compare.english.countries import mentions
from compare.english.parties import Actor, Parties, actors, somebody
from compare.english.sentences import Sentence
from compare.lexicon import Entry, Lexicon
from compare.records import BOTH, PUBLISHER, Evidence

_WHEN = (
    r"(?:today|yesterday|earlier|on\s+(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning"
    r"|afternoon"
    r"|evening|night))?|(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s+\d{1,2}|\d{1,2}\s+[a-z]+|phone|telephone)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|this\s+(?:morning|afternoon|evening|week)|by\s+(?:tele)?phone|in\s+(?:his|her)\s+\w+)"
)
_GAP = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:,\s*(?:who|in|on|for|at|as|during|after|while|following|speaking|also"
    r"|however|too|likewise|"
    r"meanwhile)\b[^,.;]{0,90},|,\s+of\s+[^,.;]{2,40},|,(?=\s+(?:in|for)\s+(?:his|her|their)\s+(?:part|turn)\b))?"
    rf"(?:,?\s+{_WHEN},?)?\s+"
    r"(?:(?:for|on|in)\s+(?:his|her|their)\s+(?:part|turn),?\s+)?"
    r"(?:(?:also|further|furthermore|then|again|once|first|next|both|all|each|jointly|in turn|later|now|today|so|have"
    r"|has|had|did|do|"
    r"is|are|was|were|"
    r"and|personally|not|[a-z]+ly)\s+){0,4}",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+")
_AND = re.compile(
    r"\s*(?:\([^()]{1,30}\))?(?:,?\s+of\s+[\w’' .-]{2,40}?)?,?\s+(?:and|together with|along with"
    r"|as well as)\s+(?:(?:the\s+)?[\w.]+\s+)?$",
    re.I,
)
_INVERTED = re.compile(r"[”\"’',]\s*(?:said|added|noted|stressed|stated|continued|remarked)\s+$", re.IGNORECASE)
_NARRATION_VERB = re.compile(
    r"(?:(?:also|had|has|have|was|were|will|is|are|just|today|recently|once|again|[a-z]+ly)\s+){0,3}"
    r"(?:spoke|speaks|talked|met|meets|meet|held|holds|hosted|hosts|called|call|phoned|telephoned|joined|participated|"
    r"participates|attended|attends|arrived|arrives|travell?ed|departed|visited|returned|convened|gathered"
    r"|had|have|has|"
    r"took|conducted|delivered|signed|made|spent|toured|accompanied|laid|watched|walked|received|presided"
    r"|sat|dropped|completed|concluded|finished|opened|closed|chaired|greeted|inspected|reviewed the (?:guard"
    r"|troops)|awarded"
    r"|landed|dined|departed|witnessed|unveiled|planted|inaugurated|exchanged gifts|posed|stopped|served|used"
    r"|engaged with)\b",
    re.IGNORECASE,
)
_NARRATION = re.compile(
    r"\b(?:spoke|speak|speaking|talked|talks|met|meeting|meet|call|conversation|phone|telephone|summit"
    r"|bilateral|readout|"
    r"delegations?|present|attended|participated|took part|ceremony|banquet|visit|hosted|welcomed"
    r"|at the (?:request|invitation|"
    r"initiative)|made the remarks|accompanied|joined|was held|took place|lasted|exchange of views|follows|builds)\b",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(
    r"^(?:the|their|this|an?|in-depth|candid|detailed|thorough|during)?\s*(?:\w+[ -]){0,4}?(?:discussions?"
    r"|conversation|talks|"
    r"exchange of views|agenda|views|views were exchanged)\b.{0,60}\b(?:focus(?:s?ed)?|touched|covered"
    r"|centred|centered|addressed|"
    r"took place|included|were exchanged|was exchanged|dealt|turned)\b"
    r"|\b(?:was|were)\s+(?:also\s+)?(?:discussed|agreed|noted|reviewed|considered|exchanged|touched upon|emphasi[sz]ed|"
    r"stressed|reaffirmed|confirmed)\b|\b(?:agreement|understanding)\s+was\s+reached\b|^\W*(?:(?:special"
    r"|particular|much|great|main)\s+)?"
    r"(?:attention|emphasis|focus|priority)\s+was\b|^\W*(?:mutual|shared)\s+(?:interest|readiness"
    r"|commitment)\b.{0,60}\bwas\b",
    re.IGNORECASE,
)
_MUTUAL = re.compile(
    r"\b(?:exchange|exchanged|agreed|agreement|mutual|shared|discussed|discussions?|talks|conversation)\b",
    re.IGNORECASE,
)
_CONTENT_AFTER_LEAD = re.compile(
    r",\s+(committing|pledging|promising|emphasi[sz]ing|stressing|noting|underscoring|reaffirming|expressing|thanking|"
    r"congratulating|welcoming|reiterating|conveying|urging|warning|affirming|assuring|saying|condemning"
    r"|calling (?:for|on)|vowing|hailing|"
    r"praising|highlighting|underlining|proposing|offering|inviting|stating|telling|declaring)\b",
    re.IGNORECASE,
)
_LEAD_PURPOSE = re.compile(
    r"\bto\s+(?:congratulate|thank|express|convey|offer|condemn|wish|commend|warn|urge|extend|brief|inform|assure)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\b(?:told|assured|informed|promised|said to|asked|warned|reminded)\s+(?:me|us)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:I|we|our|us|my)\b", re.IGNORECASE)
_THEIR_MEETING = re.compile(
    r"^(?:their|the|this|today['’]s)\s+(?:\w+\s+)?(?:meeting|call|conversation|visit|engagement|discussion)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a sentence, whether he is only carried over, and the words that show it.

    narration: the sentence only tells that the talk took place.
    """

    who: str
    carried: bool
    narration: bool
    evidence: tuple[Evidence, ...]
    subject: str = ""


@dataclass(slots=True)
class _State:
    """What is carried from sentence to sentence."""

    speaker: str = PUBLISHER
    person: str = ""
    paragraph: int = -1
    own_part: bool = False


def verbs(lexicon: Lexicon) -> re.Pattern[str]:
    """One pattern of all reporting verbs; group names are their positions in the lexicon."""
    parts = "|".join(f"(?P<v{i}>{e.pattern})" for i, e in enumerate(lexicon.entries))
    return re.compile(parts, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A subject with its reporting verb."""

    actor: Actor
    who: str
    start: int
    end: int
    entry: Entry


def attributions(
    text: str, s: Sentence, named: Sequence[Actor], pattern: re.Pattern[str], lexicon: Lexicon, state_person: str
) -> list[Attribution]:
    """Every subject of a reporting verb in a sentence, in order."""
    found = []
    for number, actor in enumerate(named):
        gap = _GAP.match(text, actor.end, s.end)
        direct = _NEXT.match(text, actor.end, s.end)
        verb = pattern.match(text, direct.end(), s.end) if direct else None
        if verb is None and gap:
            verb = pattern.match(text, gap.end(), s.end)
        who = actor.who
        if actor.kind == "pronoun":
            who = state_person
        if verb is None:
            inverted = _INVERTED.search(text, s.start, actor.start)
            if not inverted or not who:
                continue
            verb = pattern.search(text, inverted.start(), actor.start)
            if verb is None:
                continue
        if number and who != BOTH:
            before = named[number - 1]
            if before.kind != "both" and before.who != who and _AND.fullmatch(text, before.end, actor.start):
                who = BOTH
                actor = before
        if who:
            entry = lexicon.entries[int((verb.lastgroup or "v0")[1:])]
            found.append(Attribution(actor, who, verb.start(), verb.end(), entry))
    return found


def split_subjects(text: str, sentences: Sequence[Sentence], parties: Parties, lexicon: Lexicon) -> list[Sentence]:
    """The sentences, each cut where another leader begins to speak: “A invited B, and B thanked him”."""
    if parties.author:
        return list(sentences)
    pattern = verbs(lexicon)
    found: list[Sentence] = []
    for s in sentences:
        named = [a for a in actors(parties, text, s.start, s.end) if a.kind in ("person", "title", "both")]
        said = attributions(text, s, named, pattern, lexicon, "") if len(named) > 1 else []
        begin = s.start
        for one, other in pairwise(said):
            joint = _JOINT.search(text, one.end, other.actor.start)
            both = BOTH in (one.who, other.who)
            alone = joint is not None and (not both or joint[0][0] == ";") and one.who != other.who
            if joint and alone and not _CONTENT.match(text, one.end):
                found.append(replace(s, start=begin, end=joint.start()))
                begin = joint.end()
        found.append(replace(s, start=begin))
    return found


_JOINT = re.compile(r"[,;]\s+(?=(?:and|while|whereas)\s+$)|;\s+$")
_CONTENT = re.compile(r"\s+(?:that|how|why|what)\b|\s*[:“\"]|,\s*[“\"]", re.IGNORECASE)
"""After the verb: all that follows may be what the first is made to say."""


def voices(text: str, sentences: Sequence[Sentence], parties: Parties, lexicon: Lexicon) -> list[Voice]:
    """The voice of every sentence."""
    pattern = verbs(lexicon)
    state = _State()
    result = []
    for s in sentences:
        if parties.author:
            result.append(_post(text, s, parties, state))
        else:
            result.append(_voice(text, s, parties, pattern, lexicon, state))
    return result


def _mark(text: str, start: int, end: int, rule: str, who: str) -> tuple[Evidence, ...]:
    return (Evidence(start, end, text[start:end], "speaker", rule, who),)


def _post(text: str, s: Sentence, parties: Parties, state: _State) -> Voice:
    """In a first-person post the author speaks, unless somebody tells him something or is quoted."""
    named = [a for a in actors(parties, text, s.start, s.end) if a.kind in ("person", "title", "pronoun")]
    quoted = _quoted(text, s, named, parties, state.person)
    others = [a for a in named if a.kind != "pronoun" and a.who != parties.author]
    others += somebody(parties, text, s.start, s.end)
    state.person = max(others, key=lambda a: a.start).who if others else state.person
    if quoted:
        return quoted
    told = _PERSONAL.search(text, s.start, s.end)
    if told:
        people = [
            a for a in actors(parties, text, s.start, told.start()) if a.kind == "person" and a.who != parties.author
        ]
        if people and told.start() - people[-1].end < 30:
            return Voice(
                people[-1].who, False, False, _mark(text, people[-1].start, told.end(), "spk.told_me", people[-1].who)
            )
    first = _FIRST.search(text, s.start, s.end)
    a, b = first.span() if first else (s.start, s.start)
    return Voice(parties.author, True, False, _mark(text, a, b, "spk.author", parties.author) if first else ())


_SAYS = re.compile(
    r"\s+(?:also |then |just )?(?:said|says|told (?:me|us)|answered|replied|added|promised)\b", re.IGNORECASE
)
_QUOTE = re.compile(r"(?:\s+to (?:me|us))?\s*[,:]?\s*[“\"]", re.IGNORECASE)


def _quoted(text: str, s: Sentence, named: Sequence[Actor], parties: Parties, last: str) -> Voice | None:
    """The voice of “He said, “…””: whoever is quoted, where the post has named him."""
    for a in named:
        who = last if a.kind == "pronoun" else a.who
        says = _SAYS.match(text, a.end, s.end) if who and who != parties.author else None
        opened = _QUOTE.match(text, says.end(), s.end) if says else None
        if opened and text.find("”" if opened[0][-1] == "“" else '"', opened.end(), s.end) != -1:
            return Voice(who, False, False, _mark(text, a.start, opened.end(), "spk.quoted", who))
    return None


def _voice(
    text: str, s: Sentence, parties: Parties, pattern: re.Pattern[str], lexicon: Lexicon, state: _State
) -> Voice:
    named = actors(parties, text, s.start, s.end)
    people = [a for a in named if a.kind in ("person", "title")]
    new_paragraph, state.paragraph = s.paragraph != state.paragraph, s.paragraph
    own_line, state.own_part = state.own_part and not new_paragraph, False
    narrated = _lead(text, s, named, parties, state)
    if narrated:
        return narrated
    antecedent = state.person or (state.speaker if state.speaker not in (BOTH, PUBLISHER) else "")
    said = attributions(text, s, named, pattern, lexicon, antecedent)
    said = [a for a in said if not _REDUCED.search(text, max(s.start, a.actor.start - 40), a.actor.start)]
    said = [a for a in said if not _subordinate(text, s, a)] or said
    others = (
        []
        if said
        else [
            a
            for a in somebody(parties, text, s.start, s.end)
            if (g := _GAP.match(text, a.end, s.end)) and pattern.match(text, g.end(), s.end)
        ]
    )
    if said:
        first = said[0]
        state.speaker = first.who
        if first.who != BOTH:
            state.person = first.who
        evidence = tuple(
            Evidence(
                a.actor.start,
                a.end,
                text[a.actor.start : a.end],
                "speaker",
                a.entry.id,
                a.who,
                "" if a is first else "somebody else was first",
            )
            for a in said
        )
        return Voice(first.who, False, False, evidence)
    if others:
        state.speaker = others[0].who
        return Voice(
            others[0].who, False, False, _mark(text, others[0].start, others[0].end, "spk.somebody", others[0].who)
        )
    side = _side_speaks(text, s, parties, pattern)
    if side:
        state.speaker = state.person = side[0]
        return Voice(side[0], False, False, _mark(text, side[1], side[2], "spk.side", side[0]))
    stranger = None if named and named[0].start - s.start < 20 else _STRANGER.match(text, s.start, s.end)
    if stranger:
        telling = state.speaker in (BOTH, PUBLISHER) and bool(_NARRATION.search(text, s.start, s.end))
        state.speaker, state.person = PUBLISHER, ""
        return Voice(PUBLISHER, False, telling, _mark(text, *stranger.span(), "spk.stranger", PUBLISHER))
    exchange = _EXCHANGE.search(text[s.start : s.end])
    if exchange and state.speaker == PUBLISHER and _FOCUSED.match(text, s.start, s.end):
        return Voice(PUBLISHER, False, False, _mark(text, s.start, s.start + exchange.end(), "spk.focused", PUBLISHER))
    if exchange and (state.speaker in (BOTH, PUBLISHER) or _MUTUAL.search(exchange.group())):
        state.speaker = BOTH
        a, b = exchange.span()
        return Voice(BOTH, False, False, _mark(text, s.start + a, s.start + b, "spk.exchange", BOTH))
    joint = _jointly(text, s, named, parties, state)
    if joint:
        state.speaker = BOTH
        return Voice(BOTH, False, False, _mark(text, *joint, "spk.jointly", BOTH))
    if people and people[0].start - s.start < 40 and _NARRATION_VERB.match(text[people[0].end : s.end].lstrip()):
        state.speaker, state.person = PUBLISHER, people[0].who or state.person
        return Voice(PUBLISHER, False, True, _mark(text, people[0].start, people[0].end, "spk.narration", PUBLISHER))
    acting = people[0] if people and _OPENING.fullmatch(text, s.start, people[0].start) else None
    if acting and acting.who and (verb := _DOING.match(text, acting.end, s.end)):
        state.speaker = state.person = acting.who
        return Voice(acting.who, False, False, _mark(text, acting.start, verb.end(), "spk.subject", acting.who))
    nobody = state.speaker in (BOTH, PUBLISHER)
    if (_THEIR_MEETING.match(text[s.start : s.end]) and (new_paragraph or nobody)) or (nobody and not s.bullet):
        state.speaker = PUBLISHER
        state.own_part = own_line
        return Voice(PUBLISHER, own_line, bool(_NARRATION.search(text, s.start, s.end)), ())
    own = _own_part(text, s, parties, state)
    if own:
        state.speaker, state.person, state.own_part = PUBLISHER, "", True
        return Voice(PUBLISHER, True, False, _mark(text, *own, "spk.own_part", PUBLISHER))
    return Voice(state.speaker, True, False, ())


def _own_part(text: str, s: Sentence, parties: Parties, state: _State) -> tuple[int, int] | None:
    """The words in which the publisher's side states its own line after another leader spoke, or None."""
    if not parties.side or parties.side_of(state.speaker) in ("", parties.side):
        return None
    head = mentions(text, s.start, min(s.end, s.start + 40))[:1]
    if not head or head[0][2] != parties.side or not _OPENING.fullmatch(text, s.start, head[0][0]):
        return None
    verb = _OWN_LINE.match(text, head[0][1], s.end)
    return (head[0][0], verb.end()) if verb else None


_OWN_LINE = re.compile(
    r"(?:\s+(?:side|government|administration))?\s+(?:(?:also|always|firmly|strongly|resolutely|never)\s+)*"
    r"(?:(?:will|shall)(?!\s+(?:\w+ly\s+)?(?:be|become|have|benefit|gain|play|enjoy|see|grow|win|lose)\b)|reserves|opposes|rejects"
    r"|condemns|urges|demands|regrets|deplores|calls\s+(?:on|upon|for)"
    r"|(?:does|do)\s+not\s+(?:seek|support|recogni[sz]e|accept|allow|want)"
    r"|cannot\s+(?:accept|allow|agree)|stands\s+ready|is\s+(?:firmly\s+|fully\s+)?(?:committed|ready|prepared|determined)\s+to)\b",
    re.IGNORECASE,
)
"""What a side says of itself: its will, its refusal, its demand. What it is or gains, others say of it as well."""


_STRANGER = re.compile(
    r"\W*(?!(?:(?:it|he|she|they|we|you|i|this|that|these|those|there|as|what|which|who)\b|[^,;:]{0,40}\b(?:both|two|three|sides"
    r"|parties|leaders|presidents|heads|delegations|counterparts|interlocutors)\b))"
    r"(?:(?:an?|the|one|another|some)\s+)?(?:[\w.’'\-]+\s+(?:of\s+(?:the\s+)?)?){1,5}?"
    r"(?:also\s+|later\s+|then\s+)?(?:said|reported|noted|announced|told|added|stated|wrote)\b"
    r"(?=\s+(?:(?:in|on|at)\s+[^,.;]{2,30}\s+)?(?:that(?!\s+(?:day|week|month|year|morning"
    r"|evening)\b)|reporters|journalists)\b|\s*[:“\"]|,\s*[“\"])",
    re.IGNORECASE,
)
"""“A spokesman said that …”, “the agency reported that …”: somebody else tells, and nobody carried over."""

_FOCUSED = re.compile(
    r"\W*(?:the|their|this) (?:\w+ )?(?:conversation|call|meeting) (?:also )?(?:focus|cent|dealt|turned on|concerned)",
    re.IGNORECASE,
)
"""What a call was about, told by the publisher right after who called whom: nobody is made to say it."""


def _lead(text: str, s: Sentence, named: Sequence[Actor], parties: Parties, state: _State) -> Voice | None:
    """The voice of a sentence that tells who called or met whom, or None where it does not."""
    subject = next((a for a in named if a.kind in ("person", "title", "both", "they", "pronoun")), None)
    if subject is None or subject.kind in ("both", "they", "pronoun"):
        return None
    who, end = subject.who, subject.end
    later = [a for a in named if a.kind == "person" and a.start >= end and a.who != who]
    if later and _AND.fullmatch(text, end, later[0].start):
        who, end = BOTH, later[0].end
    low = text[end : s.end]
    direct, gap = _NEXT.match(text, end, s.end), _GAP.match(text, end, s.end)
    # Plainly beside the subject first: the “had” of “had a call” also stands among the words that may be skipped.
    verb = next((v for m in (direct, gap) if m and (v := _LEAD_VERB.match(text, m.end(), s.end))), None)
    if verb is None or (who == BOTH and _DISCUSSION.fullmatch(verb.group())):
        return None
    state.person = subject.who or state.person
    if who and re.search(r"\balso\s+$", text[end : verb.start()]) and _ABOUT.search(low):
        state.speaker = who
        return Voice(who, False, False, _mark(text, subject.start, verb.end(), "spk.spoke_about", who))
    content = _CONTENT_AFTER_LEAD.search(text, verb.end(), s.end)
    purpose = _LEAD_PURPOSE.search(text, verb.end(), s.end)
    if content or purpose:
        mark = content or purpose
        assert mark is not None
        state.speaker = who
        return Voice(who, False, False, _mark(text, subject.start, mark.end(), "spk.lead_content", who))
    state.speaker = PUBLISHER
    return Voice(PUBLISHER, False, True, _mark(text, subject.start, verb.end(), "spk.narration", PUBLISHER))


_LEAD_VERB = re.compile(
    r"(?:spoke|speaks|talked|met|meets|held (?:a|an|talks|bilateral|the|his|her|their)|hosted|had (?:a|an"
    r"|the) (?:\w+[ -]){0,4}"
    r"(?:call|conversation|meeting|talk|talks|phone|discussion|telephone|breakfast|lunch|dinner)"
    r"|welcomed [^,.]{2,80}? to the "
    r"(?:white house|oval office|kremlin|great hall|elys[ée]e)|called\b(?!\s+(?:for|on|upon))|phoned"
    r"|telephoned|participated|"
    r"convened|joined|attended|took part|arrived|travell?ed|dropped by|received (?:a (?:phone )?call|[A-Z])"
    r"|made the remarks|"
    r"made the (?:statement|comment)s?)\b",
    re.IGNORECASE,
)
_DISCUSSION = re.compile(r"(?:had|held)\b(?!.*(?:phone|call)).*", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:about|regarding|on the)\b", re.IGNORECASE)


def _jointly(text: str, s: Sentence, named: Sequence[Actor], parties: Parties, state: _State) -> tuple[int, int] | None:
    """The words that make both the subject of a sentence without a reporting verb, or None.

    “The two sides …” by itself; “they” and “Chile and Peru”, the two sides by name, where both spoke before.
    """
    if state.speaker not in (BOTH, PUBLISHER):
        return None
    first = named[0] if named and _OPENING.fullmatch(text, s.start, named[0].start) else None
    if first and first.kind == "both" and not _NARRATION_VERB.match(text, first.end + 1, s.end):
        return first.start, first.end
    if state.speaker != BOTH:
        return None
    if first and first.kind == "they" and not _NARRATION_VERB.match(text, first.end + 1, s.end):
        return first.start, first.end
    sides = mentions(text, s.start, min(s.end, s.start + 80))[:2]
    if (
        len(sides) == 2
        and _OPENING.fullmatch(text, s.start, sides[0][0])
        and {code for *_, code in sides} == {p.side for p in parties.people}
        and re.fullmatch(r"\s+and\s+(?:the\s+)?", text[sides[0][1] : sides[1][0]])
    ):
        return sides[0][0], sides[1][1]
    return None


_DOING = re.compile(r"\s+(?:also\s+|\w+ly\s+)?\w+ed\b(?!\s+(?:by|in\s+\d|as)\b)", re.IGNORECASE)
"""Any other plain past tense beside a leader: “President X reinforced …”."""

_OPENING = re.compile(r"\W*(?:[^,]{1,60},\s+)?(?:the\s+)?", re.IGNORECASE)
"""What may stand before the subject of a sentence: nothing, or a phrase and a comma."""


_REDUCED = re.compile(r"\bof (?:the|an?|his|her|their|this) (?:[a-z-]+ ){1,2}$")
"""“as part of the pledge the President made”: a clause about a noun, in which nobody is made to say the sentence."""


def _subordinate(text: str, s: Sentence, a: Attribution) -> bool:
    """Whether an attribution stands in a clause of another: “which President X welcomed”."""
    before = text[max(s.start, a.actor.start - 30) : a.actor.start]
    return bool(re.search(r"\b(?:that|which|whom|as|if|when|because|what|where)\s+$", before, re.IGNORECASE))


def _side_speaks(text: str, s: Sentence, parties: Parties, pattern: re.Pattern[str]) -> tuple[str, int, int] | None:
    """“The Chinese side pointed out …”: the participant of a side that is made to speak."""
    head = mentions(text, s.start, min(s.end, s.start + 60))
    if not head:
        return None
    a, b, code = head[0]
    m = re.compile(r"(?:\s+(?:side|party|government|delegation))?\s+(?:also\s+)?", re.I).match(text, b, s.end)
    person = next((p for p in parties.people if p.side == code), None)
    if m is None or person is None:
        return None
    verb = _SIDE_VERB.match(text, m.end(), s.end)
    return (person.short, a, verb.end()) if verb else None


_SIDE_VERB = re.compile(
    r"(?:said|stated|pointed out|noted|stressed|emphasi[sz]ed|reiterated|reaffirmed|expressed|explained"
    r"|proposed|underlined|underscored|regretted|rejected|denied|objected|protested|voiced|warned)\b",
    re.IGNORECASE,
)
