"""China's government: www.gov.cn, in Chinese and English (``div.Artical_Content``, so spelled)."""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

_EDITOR = r"[(（【\[]?\s*(?:责任编辑|编辑|Editor|Source)\s*[:：].{0,60}"

SITES = (
    Site(
        name="gov_cn",
        hosts=("english.www.gov.cn", "english.gov.cn"),
        side="CN",
        publisher="State Council of China",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Asia/Shanghai",
        body=("div.Artical_Content", ".content"),
        title=(".Artical_Title", "h1"),
        time=(".Artical_Share_Date", ".Artical_Date", ".infor", ".date"),
        drop=(".Artical_Share", ".editor"),
        last=_EDITOR,
        title_end=r"[_|-]\s*(?:english\.www\.gov\.cn|The State Council.*)",
    ),
    Site(
        name="gov_cn",
        hosts=("gov.cn",),
        path=r"^/(?:yaowen|xinwen|zhengce|gongbao|premier|guowuyuan|lianbo)/",
        side="CN",
        publisher="State Council of China",
        language="zh",
        zone="Asia/Shanghai",
        body=("#UCAP-CONTENT", ".trs_editor_view", ".pages_content", "#ivs_content", ".Article_content"),
        title=("#ti", ".article h1", "h1"),
        time=(".pages-date", ".info", "meta[name=firstpublishedtime]"),
        last=_EDITOR,
        title_end=r"(?:[_|-][^_|-]{2,20})?[_|-]\s*中国政府网",
    ),
)
