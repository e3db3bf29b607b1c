"""China's foreign ministry and its missions: mfa.gov.cn, fmprc.gov.cn, *.china-embassy.gov.cn, *.china-mission.gov.cn.

Chinese and English pages are built differently and have different ids. The same ``tYYYYMMDD_ID`` on several of
these hosts is one publication. The charset header misleads; the bytes are UTF-8.
"""

from __future__ import annotations

from readouts.model import Fidelity
from readouts.sources.site import Site

HOSTS = (
    "mfa.gov.cn",
    "fmprc.gov.cn",
    "china-embassy.gov.cn",
    "china-consulate.gov.cn",
    "china-mission.gov.cn",
    "chinaembassy.org.cn",
)
_EDITOR = r"[(（【\[]?\s*(?:责任编辑|编辑|来源|打印|分享|Print|Share)[:：]?.{0,60}"
_TITLE_END = r"[_|–—-]\s*(?:中华人民共和国外交部|外交部|Ministry of Foreign Affairs.*|.{2,40}大使馆|Embassy of .*)"
_SIGNATURE = ("#News_Body_Txt_A",)

SITES = (
    Site(
        name="mfa_cn",
        hosts=HOSTS,
        path=r"/eng/|/mfa_eng/|//?eng\.|^/en/",
        side="CN",
        publisher="Ministry of Foreign Affairs of China",
        language="en",
        fidelity=Fidelity.OFFICIAL_TRANSLATION,
        zone="Asia/Shanghai",
        body=(
            "div[class*=TRS_UEDITOR]",
            "div[class*=TRS_Editor]",
            ".trs_editor_view",
            ".content_text",
            "#News_Body_Txt_A",
        ),
        title=("div.news-title h1", ".content_title h1", ".content_mod .title", "#News_Body_Title", "h1"),
        time=("#News_Body_Time", ".time span", ".content_date", ".time"),
        last=_EDITOR,
        title_end=_TITLE_END,
        signature=_SIGNATURE,
    ),
    Site(
        name="mfa_cn",
        hosts=HOSTS,
        side="CN",
        publisher="Ministry of Foreign Affairs of China",
        language="zh",
        zone="Asia/Shanghai",
        body=("div#News_Body_Txt_A", "div[class*=TRS_UEDITOR]", "div[class*=TRS_Editor]", ".trs_editor_view"),
        title=("div.news-title h1", "#News_Body_Title", ".vibox > .title", "h1"),
        time=("#News_Body_Time", ".time span", ".time"),
        last=_EDITOR,
        title_end=_TITLE_END,
        signature=_SIGNATURE,
    ),
)
