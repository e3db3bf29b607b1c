"""What a Chinese sentence denies or leaves open, and the subjects it says were not discussed."""

from __future__ import annotations

import re

_NOT = (
    r"(?:从来没有?|从没有?|并没有|没有?|并未|从未|尚未|仍未|均未|未曾|未能|未(?![来必免尝了])|不曾|不会|不能|不肯|不愿意?|不想"
    r"|不打算|不准备|无法|难以|不敢|不(?:再|曾|予))"
)
_REFUSED = r"(?:拒绝|拒不|婉拒|回绝|无意(?!中)|回避|避免)"
_ADVERB = r"(?:再|曾|能|能够|完全|公开|明确|正式|直接|真正|立即|马上|最终|当场|任何|就此|对此|进一步|具体|轻易|必|可能)"
_ABOUT = r"(?:(?:就|在|对|向|同|与|为|围绕)[^，。；：]{1,30}?)"
_DO = (
    r"(?:作出|做出|给出|给予|达成|取得|形成|提供|表示|表明|表达|提出|得到|获得)(?:了|过)?"
    r"(?:任何|新的|明确的?|具体的?|进一步的?|类似的?|如下)*"
)
_DIRECT = re.compile(rf"(?:{_NOT}|{_REFUSED}){_ADVERB}*{_ABOUT}?{_ADVERB}*(?:{_DO})?$")
"""未就大豆采购, 没有作出: directly before what would be undertaken."""
_SAID = (
    r"(?:承诺|同意|答应|保证|许诺|允诺|重申|表示|表明|确认|证实|说|称|声明|宣布|宣称|提出|明确|透露|接受|认可|赞同|决定|商定"
    r"|约定|强调|指出|认为|相信|指望|主张)(?!了?.{0,8}的$)"
)
_SPOKEN = re.compile(
    rf"(?:{_NOT}|{_REFUSED}){_ADVERB}*{_SAID}(?:过)?|(?<!不)(?<!没有)否认|(?:不予|拒绝)(?:承认|证实|确认)"
    r"|(?:没有|毫无)(?:任何)?(?:证据|迹象|理由)(?:表明|显示|认为)?|(?:尚|还)?不(?:清楚|确定|知道|明确)|不排除|是否|会不会|能否|可否"
)
"""没有承诺…, 否认…, 是否…: what follows in the clause is not undertaken."""
_NOT_ASKED = re.compile(r"(?:没|无|不一定|未必|不是一定|何)$")
_PROTEST = re.compile(r"(?:坚决|强烈|坚定|一贯|明确)?反对|谴责|抗议|抵制|(?:表示|表达)")
_NOT_PROTESTED = re.compile(r"(?<!不能)(?<!不得)(?:并)?不$")
_UNTRUE = re.compile(
    r"[^。；]{0,40}的?(?:报道|说法|消息|传言|传闻|言论|指责|猜测)[^。；]{0,12}"
    r"(?:不属实|不实|不符|不准确|失实|(?:毫无|没有)根据|并非|不是真|是假|虚假|错误|子虚乌有|无中生有|谣言|捏造)"
)
_STOP = re.compile(r"[，；。：]|但|而是")
_LOOK = 60
_TALK = r"(?:讨论|探讨|谈及|谈到|谈起|涉及|提及|提到|提起|触及|谈论|论及|议及|说到|讲到|商讨)"
_NEVER = r"(?:没有|没|并未|均未|从未|未曾|未(?!来)|不曾)"
NOT_DISCUSSED = re.compile(
    rf"{_NEVER}(?:就|在|对|围绕)[^，。；]{{1,40}}?(?<!深入)(?<!详细)(?:交换(?:了)?(?:意见|看法)|交流|沟通|磋商|{_TALK})"
    rf"|{_NEVER}(?:(?!深入|详细|具体|充分|公开|重点|过多|专门|再次|只)[^，。；]){{0,6}}{_TALK}"
    r"|不在[^，。；]{0,10}(?:议程|议题|话题|讨论|会谈)[^，。；]{0,4}(?:之列|之内|范围|上|中|内|里)?|(?:没有|未|不)(?:被)?列入[^，。；]{0,6}(?:议程|议题)"
    r"|不是[^，。；]{0,8}(?:会谈|通话|讨论|会晤)的?(?:议题|话题|内容)|只字未提|只字不提|绝口不提|避而不谈|闭口不谈"
)
"""“双方没有就…交换意见”, “…不在议程之列”."""
_NAMES = frozenset(
    ("taiwan", "iran", "ukraine", "middle_east", "korea", "south_china_sea", "fentanyl", "japan_history")
)
"""Topics that one name stands for; what is denied of the others is always less than the whole."""
_WHOLE = re.compile(
    r"(?:(?:核)?(?:问题|局势|危机|议题|话题|情况|冲突|战争|事务)|[，。；、和及与或]|(?:没有|并未|均未|未|不在|只字|避而)|$)"
)
_EXCEPT = re.compile(r"除[^，。；]{1,20}[外以之]|以外|之外|太多|过多|很多|细节")
"""没有讨论台湾以外的问题, 没有谈太多: it did come up."""
_LEFT = re.compile(r"(?:问题|局势|议题|话题|情况|事宜)$")


def undertaking(text: str, low: int, start: int, end: int, high: int) -> str:
    """The words that deny or leave open what ``text[start:end]`` would undertake in ``text[low:high]``, or ''."""
    untrue = _UNTRUE.match(text, end, high)
    return direct(text, low, start) or spoken(text, low, start) or (untrue.group()[-6:] if untrue else "")


def demand(text: str, low: int, start: int, end: int) -> str:
    """The words that keep ``text[start:end]`` from asking for anything, or ''; a prohibition asks: 不要, 不得."""
    if text[start] in "不非务切万绝决更莫勿":
        return ""
    m = _NOT_ASKED.search(text, max(low, start - 8), start)
    return m.group() if m else direct(text, low, start) or spoken(text, low, start)


def protest(text: str, low: int, start: int, end: int) -> str:
    """The words that negate a verb of protest or concern, 不反对, or ''; others state a position by a negation."""
    if not _PROTEST.match(text, start, end):
        return ""
    m = _NOT_PROTESTED.search(text, max(low, start - 6), start)
    return m.group() if m else direct(text, low, start) or spoken(text, low, start)


def direct(text: str, low: int, start: int) -> str:
    """The words directly before ``start`` that negate or refuse what stands there, or ''."""
    low = max(low, start - _LOOK, *(text.rfind(c, low, start) + 1 for c in "，；。："))
    m = _DIRECT.search(text, low, start)
    return m.group() if m else ""


def spoken(text: str, low: int, start: int) -> str:
    """The denial or indirect question in whose clause ``start`` stands, or ''."""
    for m in _SPOKEN.finditer(text, max(low, start - _LOOK), start):
        if not _STOP.search(text, m.end(), start):
            return m.group()
    return ""


def not_discussed(text: str, low: int, high: int) -> tuple[int, int] | None:
    """The clause of ``text[low:high]`` that says what was not discussed, or None.

    “伊朗问题，双方均未提及”: a subject set before the clause belongs to it.
    """
    m = NOT_DISCUSSED.search(text, low, high)
    if not m or _EXCEPT.search(text, m.start(), m.end() + 12):
        return None
    stop = _STOP.search(text, m.end(), high)
    begin = max((b.end() for b in _STOP.finditer(text, low, m.start())), default=low)
    if begin > low and _LEFT.search(text, low, begin - 1):
        begin = max((b.end() for b in _STOP.finditer(text, low, begin - 1)), default=low)
    return begin, stop.start() if stop else high


def narrow(text: str, topic: str, end: int) -> bool:
    """Whether a word of a topic that ends at ``end`` names less than the whole of it: 对台军售, 关税, a date."""
    return topic not in _NAMES or not _WHOLE.match(text, end)
