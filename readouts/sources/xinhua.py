"""Xinhua: english.news.cn and news.cn. Its English is not the ministry's."""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

_EDITOR = r"(?:■|Enditem|[(（【\[]?\s*(?:责任编辑|纠错|编辑)\s*[:：]?.{0,60})"

SITES = (
    Site(
        name="xinhua",
        hosts=("english.news.cn", "xinhuanet.com"),
        path=r"^/(?!.*(?:\bzh\b|/politics/20\d\d-))",
        side="CN",
        publisher="Xinhua",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Asia/Shanghai",
        body=("#detailContent", "#detail", ".content"),
        title=(".conTop h1", ".Btitle", "h1"),
        time=(".conTop .time", ".time", ".Bi"),
        drop=(".editor", ".share-btn", ".page", "#articleEdit"),
        last=_EDITOR,
        title_end=r"[-|]\s*Xinhua(?:net)?(?:\s*[-|].*)?",
    ),
    Site(
        name="xinhua",
        hosts=("news.cn", "xinhuanet.com"),
        side="CN",
        publisher="Xinhua",
        language="zh",
        zone="Asia/Shanghai",
        body=("#detailContent", "#detail", "#p-detail"),
        title=(".head-line h1", ".title", "h1"),
        time=(".header-time", ".time", ".info"),
        drop=(".editor", "#articleEdit", ".zan-wap"),
        last=_EDITOR,
        title_end=r"[-|_]\s*新华网",
    ),
)
