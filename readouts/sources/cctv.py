"""CCTV: items of the evening news (tv.cctv.com) and pages of news.cctv.com. The wording follows Xinhua.

A call late on one day is in the next day's programme, so a page's day is that of the broadcast.
"""

from __future__ import annotations

from readouts.sources.site import Site

SITES = (
    Site(
        name="cctv",
        hosts=("cctv.com", "cctv.cn", "cntv.cn"),
        side="CN",
        publisher="CCTV",
        language="zh",
        zone="Asia/Shanghai",
        body=("#content_area", "div.content_area", ".text_area", ".cnt_bd", ".cnt_nr"),
        title=(".tit", ".title_area h1", ".cnt_nav h3", "h3.tit", "h1"),
        time=(".info", ".info1", ".time", ".info .time"),
        drop=(".video", "#flash_", ".adv"),
        last=r"(?:编辑|责任编辑|责编)\s*[:：].{0,60}|.{0,20}查看原文.{0,20}",
        title_end=r"(?:\[?\s*[-_|]\s*)?(?:CCTV节目官网|央视网|新闻频道|\(cctv\.com\)).*",
    ),
)
