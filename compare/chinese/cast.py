"""Who is who in a Chinese text: the leaders, their sides, and every word that stands for one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from compare.chinese import countries
from compare.records import BOTH, PUBLISHER, Context
from readouts.model import Participant

TITLE = (
    r"(?:国家主席|国家元首|政府首脑|最高领导人|总书记|第一书记|委员长|国务委员|当选总统|候任总统|临时总统|过渡总统|副总统|总统|副总理|"
    r"代总理|总理|首相|主席|国王|女王|王储|天皇|埃米尔|酋长|大公|苏丹|教皇|元首|秘书长|总干事|议长|外交部长|外长|外相|"
    r"国防部长|防长|财政部长|财长|商务部长|部长|大臣|国务卿|高级代表|总参谋长|市长|州长|省长|大使|特使|代表|行长|总裁|领导人)"
)
_LEADER = (
    r"(?:国家主席|国家元首|最高领导人|当选总统|候任总统|副总统|总统|副总理|国务委员长|第一书记|总理|副首相|首相|国王|女王|王储|天皇|埃米尔|苏丹|大公|"
    r"副主席|主席|秘书长|总书记|外交部长|外长|外相|国务卿|国防部长|防长|财政部长|财长|部长|大臣|助理|特使|议长)"
)
_STOPS = (
    r"举通会视在电，。、：；就出来的和同与表指强说认对于进将首今昨下上率抵赴一签见"
    r"热致互发共并及应邀访所合先时（“]|\d|夫[人妇]"
)
_HANZI = r"\u3400-\u9fff"


_VERBS = "会见|会谈|同|与|在|出席|举行|访问|期间|对|向|率|应|和"
"""Words at which an office no longer belongs to the country before it."""
IN_THE_UNION = frozenset(
    re.findall(r"\w\w", "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")
)
"""Countries for which 欧方 may stand where the Union itself is not at the table."""
_PARTIES = {"越共": "VN", "古共": "CU", "朝鲜劳动党": "KP", "老挝人民革命党": "LA"}
"""Ruling parties whose people are named without their country."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor. who: side code, 'both', 'third', 'me', 'you', 'we'."""

    start: int
    end: int
    who: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and sides of one text.

    names: Chinese name, family name with title, or office → short name. sides: short name → side code.
    home: the publisher's side. guest: the side met, where no participant stands for it. shorts: side code → its
    short form in this text (利 of 利方). person, actor: patterns over the text.
    """

    names: dict[str, str]
    sides: dict[str, str]
    home: str
    guest: str
    shorts: dict[str, str]
    person: re.Pattern[str]
    actor: re.Pattern[str]


@lru_cache(maxsize=1)
def _country() -> str:
    return "|".join(map(re.escape, countries.names()))


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    known = "|".join(sorted(map(re.escape, countries.sides_of_leaders()), key=len, reverse=True))
    return re.compile(rf"(?:^|\n)[^\S\n]*(?P<name>{known})(?=表示|指出|强调|说|认为)")


@lru_cache(maxsize=1)
def _titled() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<country>{_country()}|{'|'.join(_PARTIES)})(?:[{_HANZI}]{{0,8}}?(?:共和国|王国|联邦|党|党中央|委员会))?"
        rf"(?:(?:(?!{_VERBS})[{_HANZI}、]){{0,24}}?(?:、|兼)(?:(?!{_VERBS})[{_HANZI}]){{0,8}}?)?"
        rf"(?P<title>(?:新任|候任|前)?(?:国家安全事务|总统)?{_LEADER})(?:[兼、]{_LEADER})*"
        rf"(?P<name>[{_HANZI}·—\-]{{2,12}}?)(?=[{_STOPS}|$)"
    )


_HOME = re.compile(
    r"(?:国家主席|国务院总理|中共中央总书记|国家副主席|国务院副总理|全国人大常委会委员长|全国政协主席|中央书记处书记|中央纪委书记"
    rf"|国务委员|中国外交部长|外交部长|外长)(?P<name>[{_HANZI}]{{2,3}}?)(?=\d|[{_STOPS})"
)


def _guess(text: str, context: Context) -> dict[str, tuple[str, str]]:
    """Chinese name → (side, title) of the leaders the opening names with country and office."""
    head = text[:1200]
    found: dict[str, tuple[str, str]] = {}
    for m in _HOME.finditer(head):
        found.setdefault(m["name"], ("CN", "主席"))
    for m in _titled().finditer(head):
        side = _PARTIES.get(m["country"]) or countries.names()[m["country"]]
        found.setdefault(m["name"], (side, m["title"]))
    if len(found) < 2 and not context.participants:
        for m in _speaks().finditer(text[:6000]):
            found.setdefault(m["name"], (countries.sides_of_leaders()[m["name"]], ""))
    return found


def _chinese_name(p: Participant, guessed: dict[str, tuple[str, str]]) -> str:
    if p.names.get("zh"):
        return p.names["zh"]
    english = p.names.get("en", p.short).lower()
    known = countries.leaders()
    if english in known:
        return known[english]
    by_side = [name for name, (side, _) in guessed.items() if side == p.side]
    if len(by_side) == 1:
        return by_side[0]
    shorts = countries.english_of()
    alike = [name for name, short in shorts.items() if short.lower() == p.short.lower()]
    in_text = [name for name in alike if name in guessed]
    return (in_text or alike or [""])[0]


def _forms(name: str, side: str, title: str) -> list[str]:
    """The ways a leader is named: in full, by the last part, by family name and office, by country and office."""
    forms = [name] if name else []
    if "·" in name and len(name.split("·")[-1]) > 1:
        forms.append(name.split("·")[-1])
    if side in ("CN", "KR", "KP", "VN", "SG") and 2 <= len(name) <= 3:
        forms += [name[0] + t for t in ("主席", "总理", "总书记", "总统", "副总理", "副主席")]
    if side == "JP" and len(name) >= 4:
        forms.append(name[:2])
    offices = [title] if title else ["总统", "总理", "首相", "国家主席", "领导人", "国王"]
    for word in countries.words_of(side):
        if len(word) > 1:
            forms += [word + office for office in offices]
    return forms


def build(text: str, context: Context) -> Cast:
    """The cast of a text: from the event's participants, else from what its opening says."""
    guessed = _guess(text, context)
    names: dict[str, str] = {}
    sides: dict[str, str] = {}
    people = [(p.short, p.side, _chinese_name(p, guessed), p.titles.get("zh", "")) for p in context.participants]
    if not people:
        people = [(countries.english_of().get(name, name), side, name, "") for name, (side, _) in guessed.items()][:2]
    shared = {side for i, (_, side, *_x) in enumerate(people) if any(side == s for _, s, *_y in people[i + 1 :])}
    for short, side, name, title in people:
        sides[short] = side
        for form in _forms(name, "" if side in shared else side, title or guessed.get(name, ("", ""))[1]):
            names.setdefault(form, short)
    home = context.side or ("CN" if "CN" in sides.values() or not sides else next(iter(sides.values())))
    ordered = sorted(names, key=lambda n: (-len(n), n))
    person = re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
    guest = "" if len({*sides.values(), home}) > 1 else _guest(text, home)
    shorts = {code: _short(text, code) for code in {*sides.values(), home, guest} - {""}}
    return Cast(names, sides, home, guest, shorts, person, _actor({*sides.values(), home, guest}, shorts))


def _guest(text: str, home: str) -> str:
    """The country whose people the opening says are met: 会见日本国会议员."""
    found = re.search(rf"(?:会见|会谈|同|与|和|访问)(?P<country>{_country()})", text[:400])
    code = countries.names()[found["country"]] if found else ""
    return code if code != home else ""


def _short(text: str, code: str) -> str:
    """The short form of a side in this text: the usual one, else the part of its name that stands before 方 most."""
    usual = countries.short_form(code)
    if usual and f"{usual}方" in text:
        return usual
    words = [w for w in countries.words_of(code) if len(w) > 1]
    parts = dict.fromkeys(p for w in words for p in (w[:2], *w) if p not in "国中")
    best = max(parts, key=lambda p: text.count(f"{p}方") + text.count(f"中{p}"), default="")
    return best if best and f"{best}方" in text else usual


def with_strangers(cast: Cast, said: Mapping[str, str]) -> Cast:
    """The cast with the sides of speakers it did not know. said: speaker → all he is made to say."""
    sides = dict(cast.sides)
    known = {countries.english_of()[name]: side for name, side in countries.sides_of_leaders().items()}
    for speaker, words in said.items():
        if speaker in sides or speaker in (BOTH, PUBLISHER):
            continue
        own = next((m.group(1) for m in _OWN_SIDE.finditer(words) if m.group(1) != countries.short_form(cast.home)), "")
        side = known.get(speaker) or cast.guest or countries.side_of_short(own)
        if side:
            sides[speaker] = side
    if sides == cast.sides:
        return cast
    codes = {*sides.values(), cast.home, cast.guest}
    shorts = {code: cast.shorts.get(code) or countries.short_form(code) for code in codes - {""}}
    return replace(cast, sides=sides, shorts=shorts, actor=_actor(codes, shorts))


_OWN_SIDE = re.compile(rf"([{countries.short_forms()}])方(?!面|向|式|法|针|案)")


def _pairs(codes: list[str], forms: dict[str, str]) -> str:
    """中美 and 美中, also 中国和美国: both sides in one breath; and 中欧, 中非 … for whoever stands for a group."""
    shorts = [forms[c] for c in codes if forms.get(c)]
    pairs = {a + b for a in shorts for b in shorts if a != b}
    pairs |= {"中欧", "中非", "中阿", "中拉", "欧中", "非中", "拉中"}
    words = [[w for w in countries.words_of(c) if len(w) > 1] for c in codes]
    for i, left in enumerate(words):
        for right in words[:i] + words[i + 1 :]:
            pairs |= {f"{a}{joint}{b}" for a in left for b in right for joint in "和与同"}
    return "|".join(sorted(map(re.escape, pairs), key=len, reverse=True))


def _actor(sides: set[str], forms: dict[str, str]) -> re.Pattern[str]:
    codes = sorted(sides - {""})
    words = {code: _side_words(code, forms.get(code, "")) for code in codes}
    own = [rf"(?P<side_{code}>{'|'.join(words[code])})" for code in codes if code.isalpha() and words[code]]
    third = "|".join(re.escape(n) for n, code in countries.names().items() if code not in codes)
    shorts = "".join(c for c in countries.short_forms() if c not in forms.values())
    return re.compile(
        "|".join(
            [
                r"(?P<third1>(?:有关|相关|涉事|冲突|当事)(?:各方|双方|国家|方|国)|俄乌双方|巴以双方|以巴双方|朝韩双方|交战双方)",
                rf"(?P<both>任何一方|(?:两国|双方|双边)(?:元首|领导人|政府|人民|团队|议会|部门|各部门|各界|外交团队|企业)?|两党两国|两位(?:元首|领导人)"
                rf"|(?:{_pairs(codes, forms)})(?:两国|双方|两党|两个大国)?|你我|(?:我们|咱们)(?:两国|双方|两人|两个)"
                r"|作为[^，。]{2,12}，我们)",
                r"(?P<we>我们|咱们)",
                *own,
                r"(?P<you>您|你(?![们追输死兴])|(?:总统|主席|总理|首相|国王)(?:先生|女士|阁下|陛下))",
                r"(?P<me>我(?![们国方党军看]|(?:始终|一直)?认为))",
                rf"(?P<third>各方|各国|国际社会|世界各国|大家(?!庭)|人类社会|(?<![个的任两])大国(?!冲突|竞争|关系|博弈|责任|领导人|担当)|发达国家|广大发展中国家|安理会|联合国|其他方面|其他国家|任何(?:国家|人)|全人类|"
                rf"域外国家|(?:太平洋)?岛国|企业界|工商界|(?:{third})|(?<!全球)[{re.escape(shorts)}](?=方))",
            ]
        )
    )


def _side_words(code: str, short: str) -> list[str]:
    words = [re.escape(w) for w in countries.words_of(code) if len(w) > 1]
    if short:
        words.append(re.escape(short) + r"方(?!面|向|式|法|针|案)")
    if code in IN_THE_UNION:
        words.append(r"欧方(?!面|向|式|法|针|案)")
    if code == "CN":
        words += ["我国", "我方", "中国"]
    return sorted(set(words), key=len, reverse=True)


_NOT_SUBJECT = re.compile(
    r"(?:同|与|对|向|给|为|把|被|跟|于|由|从|以|将|在|让|使|据|受|针对|关于|有关|涉及|围绕|就|按照|根据|符合|有利于|事关|关乎|乐见|重视|看待|珍视|钦佩|赞赏|"
    r"损害|遏制|打压|支持|帮助|围堵|尊重|反对|干涉|取代|挑战|理解|祝贺|祝愿|感谢|赞赏|(?<!未)来|赴|访问|深化|推动|促进|加强|发展|推进|"
    r"引领|是|包括|成为|有|到|校正|改变|作为|维护|拓展|扩大|巩固|确保|密切|增进|实现|影响|伤害|危害|解决|造福|推动|用好|迈向|指导)$"
)
_JOINED = ("和", "及", "以及", "、")
_ALONG = ("同", "与", "跟", "会同")
_ATTRIBUTIVE = re.compile(
    r"(?:的|[—－–-]|(?:全面|战略|合作|协作|友好|伙伴|传统|双边|新型|大国|经贸)*关系|人民|各自|之间|问题|核心|共同利益|经济|企业|文化|领土|制度|体制|主席国|内政|友谊|合作)"
)


def attributive(text: str, mention: Mention) -> bool:
    """Whether an actor's name only qualifies what follows it: 中美关系, 双方合作."""
    return bool(_ATTRIBUTIVE.match(text, mention.end))


def actors(cast: Cast, text: str, start: int, end: int, *, subjects: bool = True) -> list[Mention]:
    """Words in ``text[start:end]`` that stand for an actor; with ``subjects`` only where one can be the subject."""
    found: list[Mention] = []
    for m in cast.actor.finditer(text, start, end):
        who = (m.lastgroup or "").removeprefix("side_").rstrip("1")
        before = text[max(start, m.start() - 4) : m.start()]
        link = text[found[-1].end : m.start()] if found else ""
        if link in _JOINED or link in _ALONG:
            last = found[-1]
            own = last.who in ("me", "we", cast.home)
            if link in _ALONG or ("third" in (last.who, who) and not own):
                found[-1] = Mention(last.start, m.end(), last.who)
                continue
            if last.who != who and "both" not in (last.who, who):
                found[-1] = Mention(last.start, m.end(), "both")
                continue
        if subjects and (
            _NOT_SUBJECT.search(before) or (who not in ("both", "third") and _ATTRIBUTIVE.match(text, m.end(), end))
        ):
            continue
        found.append(Mention(m.start(), m.end(), who))
    return found
