"""China's commerce ministry, which reposts leaders' readouts under ``/xwfb/ldrhd/art/YYYY/art_<hash>.html``."""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

_BODY = (
    *(
        ".art-con",
        ".art_con",
        ".artCon",
        "div[ergodic=article]",
        "#zoom",
        ".article-content",
        ".article-con",
        ".conTxt",
    ),
    *(".TRS_Editor", ".cont"),
)
_TITLE = ("meta[name=ArticleTitle]", ".art-title", "#artitle", ".artTitle", "h1", "h2")
_TIME = ("meta[name=PubDate]", ".art-info", "#arsource", ".source", ".time")

SITES = (
    Site(
        name="mofcom",
        hosts=("english.mofcom.gov.cn",),
        side="CN",
        publisher="Ministry of Commerce of China",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Asia/Shanghai",
        body=_BODY,
        title=_TITLE,
        time=_TIME,
        drop=("div[align=center]",),
        last=r"\(?\s*All information published on this website is authentic in Chinese.{0,120}",
        title_end=r"[-_|]\s*Ministry of Commerce.*",
    ),
    Site(
        name="mofcom",
        hosts=("mofcom.gov.cn",),
        side="CN",
        publisher="Ministry of Commerce of China",
        zone="Asia/Shanghai",
        body=_BODY,
        title=_TITLE,
        time=_TIME,
        last=r"[(（【\[]?\s*(?:责任编辑|编辑|来源)\s*[:：].{0,60}",
        title_end=r"[-_|]\s*(?:中华人民共和国)?商务部.*",
    ),
)
