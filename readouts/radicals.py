"""Radicals that stand for the character they look like: ⽉ for 月, ⻓ for 长.

PDF files printed by browsers give many common characters as radicals when read back. They look the same and are found
by no search; Unicode names the character that each of them stands for (EquivalentUnifiedIdeograph).
"""

from __future__ import annotations

import unicodedata

_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The supplement has no such mapping of its own: those of it that are whole characters in today's texts.
_SUPPLEMENT = dict(
    zip(
        "⺁⺂⺃⺅⺆⺈⺉⺊⺌⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺹⺼⺽⺾⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚亻冂刀刂卜小兀尣尢巳幺彑彐忄扌攵旡日月歺母民氵氺灬爫丬牛犭王疋目示礻竹糹纟罓罒羊耂肉臼艹虎衤覀西见角讠贝车辶阝钅長镸长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_TABLE = str.maketrans(_KANGXI | _SUPPLEMENT)


def characters(text: str) -> str:
    """A text with every radical as the character it stands for; its length does not change."""
    return text.translate(_TABLE)
