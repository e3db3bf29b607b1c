"""Who is made to say each sentence: reporting verbs, chains that run on, both leaders together, narration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compare.chinese import countries
from compare.chinese.cast import TITLE, Cast
from compare.chinese.sentences import Sentence
from compare.lexicon import Lexicon
from compare.matching import Match, find
from compare.records import BOTH, PUBLISHER, Evidence

OFFICE = "office"
"""By whom the report of an agency or a spokesman is read: by nobody at the table."""

_OPENER = re.compile(
    r"(?:在?(?:会见|同|与)[^，。]{1,16}(?:会谈|会见|会晤|通话)?时，|(?:会谈|会见|会晤|通话|活动|致辞|讲话|交谈|访问|茶叙|宴会|仪式|抵达|谈|其间)[中后时前]|随后|其间|期间|当天|当晚|当日|同日|"
    r"\d{1,2}月\d{1,2}日[上下中]?[午晚]?|\d{1,2}日[上下]?午?晚?|今天|在(?:会谈|会见|会晤|通话|交谈|活动)中?|在[^，。]{2,24}(?:后|之后|时|之际)(?=，)"
    r"|关于[^，。]{1,20}|谈(?:到|及)[^，。]{1,20}|就[^，。]{1,20}|对于?[^，。]{1,20}|应[^，。]{1,12}(?:询问|邀请|请求)|最后|此外|另外|同时)，?"
)
_TOGETHER = re.compile(
    r"(?:会谈后|会晤后|通话中|会谈中|会见后|其间)?，?(?:(?:两国|双方|两位|两党|三国|各国|三方|与会|五国|六国|中[欧阿非拉])"
    r"(?:两国)?(?:元首|领导人|领袖|总理|首脑|各方|外长|与会领导人|代表|领导)"
    r"|[^，。、；]{2,12}和[^，。、；]{2,12}(?:两位|一致))(?!的|[就在]?[^，。]{0,20}(?:引领|领导|指引)下)"
)
_PARTIES = re.compile(
    r"(?:双方|两国|各方|与会各方)(?:还|都|均|一致|也|愿|共同|并|领导人|对此|重点|着重|主要)*"
    r"(?:同意|商定|约定|决定|认为|强调|表示|重申|欢迎|赞同|就[^。]{1,60}(?:交换|达成|进行|深入|沟通|坦诚)|围绕[^。]{1,40}交换|谈及|讨论|回顾|承诺|支持|"
    r"宣布|积极评价|高度评价|祝贺|期待|赞赏|责成|指示|将(?:继续)?保持|支持"
    r"|(?:没有|未能|尚未|并未|从未|未曾|不曾|没能|未)[^。；，]{0,40}(?:交换意见|交换看法|讨论|谈及|谈到|涉及|提及|提到|触及|谈论|达成|商定|签署))"
)
_NARRATED = re.compile(
    r"(?:共同见证|见证|签署|出席|参加|举行|共进|合影|步入|抵达|茶叙|检阅|散步|宴会|午宴|晚宴|发表(?:了)?(?:《|关于|联合)|欢迎仪式|热情迎接|陪同|"
    r"道别|送到|会见记者|共同参观|参观|观看|登上)"
)
_LIST = re.compile(r"(?:第?[一二三四五六七八九十]{1,2}(?:是|、|要|，)|首先|其次|再次|最后|[（(]?\d{1,2}[）).、])")
_FIRST_PERSON = re.compile(r"我(?!国|方|军|党|驻)|[“「]")
_CARRIES = re.compile(
    r"[^，。]{0,10}?(?:中方|我们|我(?!国驻)|[" + re.escape(countries.short_forms()) + r"]方(?!面|向|式|法|针|案))"
)
_SUBJECT_STRANGER = re.compile(
    r"(?P<who>[\u3400-\u9fff·、（）]{2,24}?)(?:还|也|则|均|都|随后|在[^，。]{1,16}中)?"
    r"(?P<verb>表示|指出|强调|认为|称|说|介绍|回应|重申|透露|宣布|(?P<loose>谈到|谈及|阐述|阐明|通报|呼吁|敦促|感谢|祝贺|赞赏|高度评价|转达|回顾))"
)
_TITLED = re.compile(rf".*{TITLE}(?P<name>[\u3400-\u9fff·]{{2,10}})$")
_NO_NAME = re.compile(
    r"双方|先生|阁下|两国|各方|中方|美方|方$|他们?$|她们?$|我|你|这|那|有|人士|媒体|专家|舆论|大家|部门|政府|国际|代表们|元首|领导人|事实|历史|数据|声明|联合|公报|"
    r"报告|宣言|明确|一致|反复|多次|再次|对|向|为|就|并|同|的|^第?[一二三四五六七八九十]+[是、要，]|是|要|应该|应当|不"
)
_LIKE_A_NAME = re.compile(r"[\u3400-\u9fff·—-]{2,8}")
_NO_PERSON = re.compile(
    r"(?:会议|峰会|人|者|家|界|团|部|局|署|院|省|市|州|国|会|社|报|网|台|文|书|案|法|论|评|章|知|议|见|划|约|据|究|查|实|史|践|局势)$|^(?:会|各|全|本|该|其|此|另|有|据|经|从|因|如|但|而|并|也|还|更|只)"
)
_EVENT = re.compile(
    r"(?:会谈|会见|会晤|通话|访问|活动|宴会|仪式)(?:[中后前]|期间|结束|开始)|举行|参加|出席|陪同|见证|签署|抵达|离开|合影|茶叙|宴|仪式|检阅|礼炮|国歌|军乐|致敬|"
    r"当[天晚日]|(?:此|本|这)次(?:会晤|会谈|会见|通话|访问)|(?:会晤|会谈|会见|通话)(?:是|在[^，。]{0,10}气氛)|记者|据悉|现场|欢呼|机场|夫人|夫妇|代表团成员|邀请函"
)
_OFFICE = re.compile(
    r"(?:据)?[\u3400-\u9fff·]{0,14}?(?:(?<!合作)(?<!会)社|电视台|电台|日报|时报|发言人|助理|新闻秘书|官员)"
    r"(?:还|也|随后|当天|当日)?(?:报道|表示|指出|透露|宣布|通报|介绍|回应|证实|消息|(?:说|称)(?=[，：:“「]))"
)
"""An agency, a spokesman without a name: what it tells is the publisher's report, and ends a speech."""
_OWN_PART = re.compile(
    r"(?:还|也|则|愿|将|欢迎|支持|同意|表示|感谢|重申|赞赏|期待|承诺|希望|反对|强调|指出|祝贺|决定|邀请|坚持|不会|高度|积极)"
)
_OWN_LINE = re.compile(
    r"(?:还|也|则|对此)*(?:坚决|强烈|严正|一贯|明确)*(?:反对|重申|敦促|强调|指出|要求|谴责|抗议|愿|希望|不接受|不承认|绝不|决不|不会|保留|感谢|赞赏"
    r"|没有(?:承诺|同意|答应)|(?:从未|未)(?:承诺|同意|答应)|将(?:坚决|采取|继续))"
)
_PRONOUN = re.compile(r"(?:他|她)(?!们|国|方|人|信|山|律)")
_COUNTED = re.compile(r"(?:[^，。]{0,30}，)?(?:国家主席|国务院总理)?")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a sentence, and the evidence for it.

    meant: by whom its subjects and tone are to be read, where that is not the speaker; '' where it is.
    """

    speaker: str
    evidence: tuple[Evidence, ...]
    meant: str = ""

    @property
    def reader(self) -> str:
        """By whom subjects and tone are read."""
        return self.meant or self.speaker


def attribute(text: str, sentences: list[Sentence], cast: Cast, speech: Lexicon, author: str) -> list[Voice]:
    """One voice for every sentence, in order."""
    voices: list[Voice] = []
    current, last_person = PUBLISHER, ""
    for at, s in enumerate(sentences):
        found = _said_here(text, s, cast, speech, last_person, current, opening=at == 0)
        if found is None or (not s.first and _spoken_of(text, s, cast, found.speaker, current)):
            meant = voices[-1].meant if voices else ""
            found = _carried(text, s, current, cast, author, meant)
        voices.append(found)
        current = found.speaker
        if current not in (BOTH, PUBLISHER):
            last_person = current
    return voices


def split_subjects(text: str, sentences: list[Sentence], cast: Cast) -> list[Sentence]:
    """The sentences, each cut where after a comma another leader begins to speak: A欢迎B访问，B表示感谢."""
    found: list[Sentence] = []
    for s in sentences:
        at = _subject_at(text, s)
        person = cast.person.match(text, at, s.end)
        begin = s.start
        last = cast.names[person.group()] if person else ""
        for comma in _COMMA.finditer(text, person.end(), s.end) if person else ():
            other = cast.person.match(text, comma.end(), s.end)
            if (
                other is None
                or cast.names[other.group()] == last
                or not _TELLS.match(text, other.end(), s.end)
                or _TELLING.search(text, begin, comma.start())
                or text.count("“", begin, comma.start()) > text.count("”", begin, comma.start())
            ):
                continue
            found.append(Sentence(begin, comma.start(), s.paragraph, s.first and begin == s.start, begin > s.start))
            begin, last = comma.end(), cast.names[other.group()]
        found.append(s if begin == s.start else Sentence(begin, s.end, s.paragraph, False, True))
    return found


_COMMA = re.compile(r"[，,]")
_TELLS = re.compile(r"(?:对此|也|则|随后|当即)?(?:表示|说|感谢|强调|指出|欢迎|欣然|愉快|接受|回应|祝贺|赞赏|高度评价)")
_TELLING = re.compile(r"(?:表示|指出|强调|认为|说|称|得知|听取|介绍|后|时)$")
"""Before the comma: what follows is the content of what the first says, or only the occasion."""


def _spoken_of(text: str, s: Sentence, cast: Cast, found: str, current: str) -> bool:
    """Name with title inside another leader's speech is that leader talking of him; narration uses the bare name."""
    if found == BOTH or current in (BOTH, PUBLISHER, found):
        return False
    person = cast.person.match(text, s.start, s.end)
    return bool(
        person
        and re.match(
            r"(?:国家)?(?:主席|总统|总理|首相|总书记|国王)|(?:提出|倡导)[^，。]{0,4}的",
            text[person.end() : person.end() + 8],
        )
    )


def _evidence(text: str, start: int, end: int, rule: str, who: str) -> tuple[Evidence, ...]:
    return (Evidence(start, end, text[start:end], "speaker", rule, who),)


def _subject_at(text: str, s: Sentence) -> int:
    """Where the subject of a sentence begins: after opening adverbials."""
    at = s.start
    for _ in range(3):
        while at < s.end and text[at] in "“「，、 ":
            at += 1
        m = _OPENER.match(text, at, s.end)
        if not m or m.end() >= s.end:
            break
        at = m.end()
    return at


def _said_here(
    text: str, s: Sentence, cast: Cast, speech: Lexicon, last_person: str, current: str, *, opening: bool
) -> Voice | None:
    """The speaker that the sentence itself names, or None."""
    at = _subject_at(text, s)
    together = _TOGETHER.match(text, at, s.end) or _TOGETHER.match(text, s.start, s.end)
    verbs = [m for m in find(speech, text, s.start, s.end) if not m.blocked]
    if together:
        # "told", "agreed" before any ceremony: what follows a ceremony's name is still narration
        shared = [v for v in verbs if v.start >= together.start()]
        act = _NARRATED.search(text, together.end(), min(s.end, together.end() + 14))
        if act and (not shared or act.start() < shared[0].start):
            return Voice(PUBLISHER, _evidence(text, act.start(), act.end(), "speaker.ceremony", PUBLISHER))
        return Voice(BOTH, _evidence(text, together.start(), together.end(), "speaker.both", BOTH))
    parties = _PARTIES.match(text, at, s.end)
    if parties and (s.first or not _FIRST_PERSON.search(text, s.start, s.end)):
        return Voice(BOTH, _evidence(text, parties.start(), parties.end(), "speaker.parties", BOTH))
    title = _COUNTED.match(text, at, at) or None
    person = cast.person.match(text, at, s.end) or _named_after_title(text, at, s.end, cast)
    if person and title is not None:
        who = cast.names[person.group("name") if "name" in person.groupdict() else person.group()]
        return _by_person(text, s, person.end(), who, verbs, cast, opening=opening)
    if _PRONOUN.match(text, at, s.end) and last_person and verbs and verbs[0].start - at < 40:
        return Voice(last_person, _evidence(text, at, verbs[0].end, "speaker.pronoun", last_person))
    side = _side_speaks(text, at, s, cast)
    if side:
        return side
    office = _OFFICE.match(text, at, s.end)
    if office:
        return Voice(PUBLISHER, _evidence(text, office.start(), office.end(), "speaker.office", PUBLISHER), OFFICE)
    stranger = _SUBJECT_STRANGER.match(text, at, s.end)
    if stranger:
        name = stranger["who"]
        among = cast.person.search(name) if re.search("[和、与]", name) else None
        if among:
            who = cast.names[among.group()]
            return Voice(who, _evidence(text, stranger.start(), stranger.end(), "speaker.joint", who))
        titled = _TITLED.match(name)
        bare = titled["name"] if titled else name
        opens = not stranger["loose"] and (s.first or current == PUBLISHER)
        known = titled or bare in countries.english_of() or (opens and _LIKE_A_NAME.fullmatch(bare))
        if known and not _NO_NAME.search(bare) and not _NO_PERSON.search(bare):
            short = countries.english_of().get(bare, bare)
            return Voice(short, _evidence(text, stranger.start(), stranger.end(), "speaker.named", short))
        if re.search(r"等.{0,6}$|领导人|与会|代表们|各方|元首", name) and s.first:
            return Voice(BOTH, _evidence(text, stranger.start(), stranger.end(), "speaker.several", BOTH))
    return None


def _named_after_title(text: str, at: int, end: int, cast: Cast) -> re.Match[str] | None:
    """A participant whose name follows country and office: 俄罗斯总统普京."""
    for m in cast.person.finditer(text, at, min(end, at + 24)):
        if re.fullmatch(rf"(?:[\u3400-\u9fff（）·]{{0,14}}{TITLE})?", text[at : m.start()]):
            return m
    return None


def _by_person(
    text: str,
    s: Sentence,
    after: int,
    who: str,
    verbs: list[Match],
    cast: Cast,
    *,
    opening: bool,
) -> Voice:
    """A sentence whose subject is a leader: he speaks if a reporting verb says so, else it is told about him."""
    told = [v for v in verbs if v.start >= after]
    act = _NARRATED.search(text, after, s.end)
    strong = [v for v in told if v.entry.level >= 2]
    weak = [v for v in told if v.entry.level == 1]
    if strong or (weak and weak[0].start - after <= 2 and text.startswith("欢迎", weak[0].start)):
        strong = strong or weak
        return Voice(who, _evidence(text, strong[0].start, strong[0].end, strong[0].entry.id, who))
    if weak and not act and not opening:
        return Voice(who, _evidence(text, weak[0].start, weak[0].end, weak[0].entry.id, who))
    return Voice(PUBLISHER, _evidence(text, s.start, after, "speaker.told", PUBLISHER))


def _side_speaks(text: str, at: int, s: Sentence, cast: Cast) -> Voice | None:
    """俄方表示 at the head of a paragraph: the leader of that side."""
    for short, side in cast.sides.items():
        form = cast.shorts.get(side, "")
        if (
            form
            and re.match(rf"{re.escape(form)}方(?:还|也|则)?(?:表示|指出|强调|介绍|通报|重申)", text[at : at + 12])
            and s.first
        ):
            return Voice(short, _evidence(text, at, at + 4, "speaker.side", short))
    return None


def _carried(text: str, s: Sentence, current: str, cast: Cast, author: str, meant: str) -> Voice:
    """A sentence that names no speaker: the speech runs on, or it is narration. meant: of the sentence before."""
    if author:
        return Voice(author, _evidence(text, s.start, s.end, "speaker.author", author))
    if current == PUBLISHER and s.first is False and cast.sides and _FIRST_PERSON.match(text, s.start, s.end):
        return Voice(PUBLISHER, ())
    guest = cast.sides.get(current, cast.home) != cast.home
    own = _own_part(text, s, cast, guest=guest) if current == BOTH or meant or guest else None
    if own:
        return own
    if not s.first:
        return Voice(current, _evidence(text, s.start, s.start + 1, "speaker.carried", current), meant)
    runs_on = _LIST.match(text, s.start, s.end) or _FIRST_PERSON.match(text, s.start, s.end)
    runs_on = runs_on or (_CARRIES.match(text, s.start, s.end) if not _NARRATED.search(text, s.start, s.end) else None)
    if runs_on and current != PUBLISHER:
        return Voice(current, _evidence(text, runs_on.start(), runs_on.end(), "speaker.runs_on", current))
    if current not in (BOTH, PUBLISHER) and not _EVENT.search(text, s.start, s.end):
        return Voice(current, _evidence(text, s.start, s.start + 1, "speaker.goes_on", current))
    return Voice(PUBLISHER, _evidence(text, s.start, s.start + 1, "speaker.narration", PUBLISHER))


def _own_part(text: str, s: Sentence, cast: Cast, *, guest: bool) -> Voice | None:
    """中方欢迎… after what both agreed on: that side's own word, told by the publisher where the side is his.

    guest: another side's leader spoke last. He may well speak of the publisher's side, so only its own line counts.
    """
    for short, side in cast.sides.items():
        form = cast.shorts.get(side, "")
        if form and text.startswith(f"{form}方", s.start):
            verb = (_OWN_LINE if guest else _OWN_PART).match(text, s.start + len(form) + 1, s.end)
            if verb and (side == cast.home or not guest):
                who = PUBLISHER if side == cast.home else short
                return Voice(who, _evidence(text, s.start, s.start + len(form) + 1, "speaker.own_part", who), short)
    return None
