# ruff: noqa: E501 - markup reads best unbroken
"""Pages built as the publishers build them, in words of our own: one row per publisher's rule."""

from __future__ import annotations

import json
from dataclasses import dataclass

EN = (
    "The two presidents talked by telephone about the harvest of pears and the price of pencils.",
    "Both sides should keep the garden gate open, and each promised to paint its half of the fence by May.",
)
ZH = ("两国元首通过电话谈到了梨的收成和铅笔的价格。", "双方应当让花园的门一直开着，并在五月以前各自刷好半边篱笆。")
RU = (
    "Состоялся телефонный разговор о сборе груш и о ценах на карандаши.",
    "Стороны договорились держать калитку сада открытой и покрасить забор до мая.",
)
AROUND = (
    "<nav class='menu'>Home Menu Weather Sports</nav>",
    "<div class='share'>Share this page with a friend</div>",
    "<div class='related'>Related: ten other stories to read</div>",
    "<footer>Imprint and contact of the webmaster</footer>",
)


@dataclass(frozen=True)
class Case:
    """name: rule. url: address. content: bytes. at: time of publication in ISO, '' where only the day is known."""

    name: str
    url: str
    content: bytes
    title: str
    text: tuple[str, str]
    at: str
    day: str
    side: str
    language: str
    publisher: str
    dropped: tuple[str, ...] = ()
    served: str = ""


def paragraphs(words: tuple[str, str]) -> str:
    """The two paragraphs with a script and a share bar among them."""
    return (
        f"<p>{words[0]}</p><script>track('page')</script><div class='share'>Share this page with a friend</div>"
        f"<p onclick='steal()'>{words[1]}</p>"
    )


def page(inner: str, *, head: str = "", charset: str = "utf-8") -> str:
    """A whole page with menus, related and footer around the inner part."""
    nav, _, related, footer = AROUND
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'>{head}</head><body>{nav}{inner}{related}{footer}"
        "</body></html>"
    )


def _case(name, url, inner, title, text, at, day, side, language, publisher, *, head="", encoding="utf-8", charset=""):
    content = page(inner, head=head, charset=charset or encoding).encode(encoding)
    return Case(name, url, content, title, text, at, day, side, language, publisher, (AROUND[1][19:30],))


CALL_EN = "Xi Jinping Speaks with President Donald Trump on the Phone about Pears"
CALL_ZH = "习近平同美国总统特朗普通电话谈梨"
CALL_RU = "Телефонный разговор с Президентом США Дональдом Трампом о грушах"
READOUT = "Readout of President Joe Biden’s Call with President Xi Jinping of the People’s Republic of China"

CASES = [
    _case(
        "mfa zh",
        "https://www.mfa.gov.cn/web/zyxw/203102/t20310204_11850001.shtml",
        f"<div class='news-title'><h1>{CALL_ZH}</h1></div><p class='time'><span id='News_Body_Time'>2031-02-04 23:40</span></p>"
        f"<div id='News_Body_Txt_A'>{paragraphs(ZH)}<p>责任编辑：某人</p></div>",
        CALL_ZH,
        ZH,
        "2031-02-04T23:40:00+08:00",
        "2031-02-04",
        "CN",
        "zh",
        "Ministry of Foreign Affairs of China",
        head=f"<title>{CALL_ZH}_中华人民共和国外交部</title>",
        charset="gb2312",
    ),
    _case(
        "mfa en",
        "https://www.fmprc.gov.cn/eng/xw/zyxw/203102/t20310205_11850002.html",
        f"<div class='news-title'><h1>{CALL_EN}</h1></div><div class='time'><span>2031-02-05 00:15</span></div>"
        f"<div class='view TRS_UEDITOR trs_paper_default'>{paragraphs(EN)}</div>",
        CALL_EN,
        EN,
        "2031-02-05T00:15:00+08:00",
        "2031-02-05",
        "CN",
        "en",
        "Ministry of Foreign Affairs of China",
    ),
    _case(
        "mfa old",
        "http://us.china-embassy.gov.cn/eng/zgyw/200901/t20090105_1.htm",
        f"<div class='vibox'><div class='title' id='News_Body_Title'>{CALL_EN}</div></div><div class='time'>2009/01/05</div>"
        f"<div class='content_text'>{paragraphs(EN)}</div>",
        CALL_EN,
        EN,
        "",
        "2009-01-05",
        "CN",
        "en",
        "Ministry of Foreign Affairs of China",
    ),
    _case(
        "gov_cn en",
        "https://english.www.gov.cn/news/203102/04/content_1.html",
        f"<h1>{CALL_EN}</h1><div class='Artical_Share_Date'>Updated: February 4, 2031 23:50 Xinhua</div>"
        f"<div class='Artical_Content'>{paragraphs(EN)}</div>",
        CALL_EN,
        EN,
        "2031-02-04T23:50:00+08:00",
        "2031-02-04",
        "CN",
        "en",
        "State Council of China",
    ),
    _case(
        "gov_cn zh",
        "https://www.gov.cn/yaowen/liebiao/203102/content_2.htm",
        f"<h1 id='ti'>{CALL_ZH}</h1><div class='pages-date'>2031-02-04 23:58 来源：某社</div>"
        f"<div id='UCAP-CONTENT'>{paragraphs(ZH)}</div>",
        CALL_ZH,
        ZH,
        "2031-02-04T23:58:00+08:00",
        "2031-02-04",
        "CN",
        "zh",
        "State Council of China",
    ),
    _case(
        "xinhua en",
        "https://english.news.cn/20310205/0123456789abcdef0123456789abcdef/c.html",
        f"<div class='conTop'><h1>{CALL_EN}</h1><p class='time'>Source: Xinhua | 2031-02-05 00:20:15</p></div>"
        f"<div id='detailContent'>{paragraphs(EN)}<p>■</p></div>",
        CALL_EN,
        EN,
        "2031-02-05T00:20:15+08:00",
        "2031-02-05",
        "CN",
        "en",
        "Xinhua",
    ),
    _case(
        "xinhua zh",
        "https://www.news.cn/politics/leaders/20310205/fedcba9876543210fedcba9876543210/c.html",
        f"<div class='head-line'><h1><span class='title'>{CALL_ZH}</span></h1></div><div class='header-time'>2031 02/05 00:10:00</div>"
        f"<meta name='PubDate' content='2031-02-05 00:10:00'><div id='detail'>{paragraphs(ZH)}<p>【纠错】 【责任编辑:某人】</p></div>",
        CALL_ZH,
        ZH,
        "2031-02-05T00:10:00+08:00",
        "2031-02-05",
        "CN",
        "zh",
        "Xinhua",
    ),
    _case(
        "cctv",
        "https://tv.cctv.com/2031/02/05/VIDE0123456789abcdefghij310205.shtml",
        f"<div class='tit'>{CALL_ZH}</div><div class='info'>来源：央视网 2031年02月05日 19:21</div>"
        f"<div class='content_area' id='content_area'>{paragraphs(ZH)}<p>编辑：某人 责任编辑：某某</p></div>",
        CALL_ZH,
        ZH,
        "2031-02-05T19:21:00+08:00",
        "2031-02-05",
        "CN",
        "zh",
        "CCTV",
    ),
    _case(
        "mofcom",
        "https://www.mofcom.gov.cn/xwfb/ldrhd/art/2031/art_0123456789abcdef0123456789abcdef.html",
        f"<h2 class='art-title'>{CALL_ZH}</h2><div class='art-con art-con-bottonmLine'>{paragraphs(ZH)}</div>",
        CALL_ZH,
        ZH,
        "2031-02-05T08:30:00+08:00",
        "2031-02-05",
        "CN",
        "zh",
        "Ministry of Commerce of China",
        head=f"<meta name='ArticleTitle' content='{CALL_ZH}'><meta name='PubDate' content='2031-02-05 08:30'>",
    ),
    _case(
        "whitehouse",
        "https://www.whitehouse.gov/briefings-statements/2031/02/a-call-about-pears/",
        f"<h1 class='wp-block-whitehouse-topper__headline'>{READOUT}</h1><div class='wp-block-post-date'>"
        "<time datetime='2031-02-04T11:05:00-05:00'>February 4, 2031</time></div>"
        f"<div class='entry-content wp-block-post-content is-layout-constrained'>{paragraphs(EN)}</div>",
        READOUT,
        EN,
        "2031-02-04T11:05:00-05:00",
        "2031-02-04",
        "US",
        "en",
        "White House",
    ),
    _case(
        "bidenwhitehouse",
        "https://bidenwhitehouse.archives.gov/briefing-room/statements-releases/2022/02/04/a-call-about-pears-2/",
        f"<h1 class='page-title topper__headline'>{READOUT}</h1><time class='posted-on entry-date published updated' "
        "datetime='2022-02-04T11:05:00-05:00'>February 04, 2022</time>"
        f"<section class='body-content'><div class='container'>{paragraphs(EN)}<p class='has-text-align-center'>###</p></div></section>",
        READOUT,
        EN,
        "2022-02-04T11:05:00-05:00",
        "2022-02-04",
        "US",
        "en",
        "White House",
    ),
    _case(
        "kremlin ru",
        "http://kremlin.ru/events/president/news/99999",
        f"<h1 class='entry-title p-name'>{CALL_RU}</h1><div class='read__lead entry-summary p-summary'>{RU[0]}</div>"
        "<div class='read__meta'><time class='read__published' datetime='2031-02-04'>4 февраля 2031 года</time>"
        "<div class='read__time'>20:00</div><div class='read__place p-location'>Москва, Кремль</div></div>"
        f"<div class='entry-content e-content read__internal_content'><p>{RU[1]}</p><div class='read__bottommeta'>География США</div>"
        "<div class='masha-ignore'>Share this page with a friend</div></div>",
        CALL_RU,
        RU,
        "2031-02-04T20:00:00+03:00",
        "2031-02-04",
        "RU",
        "ru",
        "Kremlin",
    ),
    _case(
        "kremlin en",
        "http://en.kremlin.ru/events/president/news/99999",
        f"<h1 class='entry-title p-name'>Telephone conversation with Donald Trump about pears</h1>"
        "<div class='read__meta'><time class='read__published'>February 4, 2031</time><div class='read__time'>20:00</div></div>"
        f"<div class='entry-content e-content read__internal_content'>{paragraphs(EN)}</div>",
        "Telephone conversation with Donald Trump about pears",
        EN,
        "2031-02-04T20:00:00+03:00",
        "2031-02-04",
        "RU",
        "en",
        "Kremlin",
    ),
    _case(
        "state_gov",
        "https://www.state.gov/releases/office-of-the-spokesperson/2031/02/secretary-rubios-call-about-pears",
        "<h1 class='featured-content__headline stars-above'>Secretary Rubio’s Call about Pears</h1>"
        "<p class='article-meta__publish-date'>February 4, 2031</p>"
        f"<div class='entry-content'>{paragraphs(EN)}</div>",
        "Secretary Rubio’s Call about Pears",
        EN,
        "",
        "2031-02-04",
        "US",
        "en",
        "U.S. Department of State",
    ),
    _case(
        "gov_uk",
        "https://www.gov.uk/government/news/pm-call-with-president-trump-4-february-2031",
        "<h1 class='gem-c-heading__text govuk-heading-xl'>PM call with President Trump: 4 February 2031</h1>"
        f"<div class='gem-c-govspeak govuk-govspeak'><div class='govspeak'>{paragraphs(EN)}</div></div>",
        "PM call with President Trump: 4 February 2031",
        EN,
        "2031-02-04T19:05:00+00:00",
        "2031-02-04",
        "GB",
        "en",
        "UK Government",
        head="<meta name='govuk:first-published-at' content='2031-02-04T19:05:00+00:00'>",
    ),
    _case(
        "consilium",
        "https://www.consilium.europa.eu/en/press/press-releases/2031/02/04/readout-of-the-call-about-pears/",
        "<main><h1>Readout of the call about pears</h1><time datetime='2031-02-04T15:45:00+01:00'>4 February 2031</time>"
        f"<div class='textblock'>{paragraphs(EN)}</div></main>",
        "Readout of the call about pears",
        EN,
        "2031-02-04T15:45:00+01:00",
        "2031-02-04",
        "EU",
        "en",
        "Council of the European Union",
    ),
    _case(
        "mofa_jp",
        "https://www.mofa.go.jp/na/na1/us/pageite_000001_09999.html",
        "<div id='maincontents'><h1 class='title2'>Japan-U.S. Telephone Talk about Pears</h1><p class='rightalign'>February 4, 2031</p>"
        f"<div class='any-area'>{paragraphs(EN)}</div></div>",
        "Japan-U.S. Telephone Talk about Pears",
        EN,
        "",
        "2031-02-04",
        "JP",
        "en",
        "Ministry of Foreign Affairs of Japan",
    ),
    _case(
        "mea_in",
        "https://www.mea.gov.in/press-releases.htm?dtl/39999/Telephone_conversation_about_pears",
        "<div id='innerContent'><h1>Telephone conversation about pears</h1><p class='date'>February 04, 2031</p>"
        f"<div class='innerContent'>{paragraphs(EN)}<p>New Delhi February 04, 2031</p></div></div>",
        "Telephone conversation about pears",
        EN,
        "",
        "2031-02-04",
        "IN",
        "en",
        "Ministry of External Affairs of India",
    ),
    _case(
        "nato",
        "https://www.nato.int/cps/en/natohq/news_999999.htm",
        "<h1>NATO Secretary General speaks about pears</h1><ul class='date'><li>04 Feb. 2031 -</li></ul>"
        f"<section class='content'>{paragraphs(EN)}</section>",
        "NATO Secretary General speaks about pears",
        EN,
        "",
        "2031-02-04",
        "NATO",
        "en",
        "NATO",
    ),
    _case(
        "mfa zh on the other host",
        "https://www.fmprc.gov.cn/zyxw/203102/t20310204_11850001.shtml",
        f"<div class='news-title'><h1>{CALL_ZH}</h1></div><p class='time'><span>2031-02-04 23:40</span></p>"
        f"<div id='News_Body_Txt_A'><div class='TRS_UEDITOR'>{paragraphs(ZH)}</div></div>",
        CALL_ZH,
        ZH,
        "2031-02-04T23:40:00+08:00",
        "2031-02-04",
        "CN",
        "zh",
        "Ministry of Foreign Affairs of China",
        head=f"<title>{CALL_ZH}_中华人民共和国外交部</title>",
    ),
    _case(
        "gov_cn zh, time in the head alone",
        "https://www.gov.cn/yaowen/liebiao/203102/content_3.htm",
        f"<div class='pages_content'><div id='UCAP-CONTENT'><div class='trs_editor_view'>{paragraphs(ZH)}</div></div></div>",
        CALL_ZH,
        ZH,
        "2031-02-04T23:58:00+08:00",
        "2031-02-04",
        "CN",
        "zh",
        "State Council of China",
        head=f"<title>{CALL_ZH}_最新信息_中国政府网</title><meta name='firstpublishedtime' content='2031-02-04-23:58:00'>",
    ),
    _case(
        "mofcom en",
        "https://english.mofcom.gov.cn/News/SignificantNews/art/2031/art_0123456789abcdef0123456789abcdee.html",
        f"<div class='art-title'>{CALL_EN}</div><div class='art-con art-con-bottonmLine'>"
        "<div align='center'><a href='http://www.mofcom.gov.cn/x.shtml'><img src='zh.gif'>Chinese</a></div>"
        f"{paragraphs(EN)}<p>(All information published on this website is authentic in Chinese. English is for reference.)</p></div>",
        CALL_EN,
        EN,
        "2031-02-05T08:30:00+08:00",
        "2031-02-05",
        "CN",
        "en",
        "Ministry of Commerce of China",
        head="<meta name='PubDate' content='2031-02-05 08:30'>",
    ),
    _case(
        "consilium in its grid",
        "https://www.consilium.europa.eu/en/press/press-releases/2031/02/04/readout-of-the-call-about-plums/",
        "<main><div class='gsc-bge-grid'><div class='gsc-bge-grid__area'><h1>Readout of the call about plums</h1></div>"
        "<div class='gsc-bge-grid__area'><span class='gsc-eyebrow'>European Council</span>"
        f"{paragraphs(EN)}<p>Press contacts: the webmaster</p></div><time id='excerpt-time' datetime='2031-02-04T15:45:00+01:00'>"
        "4 February 2031 15:45</time><div class='gsc-bge-grid__area'><p>Short side note</p></div></div></main>",
        "Readout of the call about plums",
        EN,
        "2031-02-04T15:45:00+01:00",
        "2031-02-04",
        "EU",
        "en",
        "Council of the European Union",
    ),
    _case(
        "commission page",
        "https://commission.europa.eu/news-and-media/news/call-about-pears-2031-02-04_en",
        "<div class='ecl-page-header'><h1 class='ecl-page-header__title'>Call about pears</h1>"
        "<ul><li class='ecl-page-header__meta-item'>News article</li><li class='ecl-page-header__meta-item'>4 February 2031</li></ul></div>"
        f"<main><div class='ecl'>{paragraphs(EN)}<div class='ecl-social-media-share'>Share</div></div></main>",
        "Call about pears",
        EN,
        "",
        "2031-02-04",
        "EU",
        "en",
        "European Commission",
    ),
    _case(
        "state_gov archive",
        "https://2021-2025.state.gov/secretary-blinkens-call-about-pears/",
        "<div class='featured-content__copy'><h1>Secretary Blinken’s Call about Pears</h1></div>"
        f"<div class='entry-content'><p class='article-meta__publish-date'>February 4, 2022</p>{paragraphs(EN)}"
        "<div class='related-tags'><div class='related-tags__pills'><a>China</a></div></div></div>",
        "Secretary Blinken’s Call about Pears",
        EN,
        "",
        "2022-02-04",
        "US",
        "en",
        "U.S. Department of State",
    ),
    _case(
        "mea_in, day beside a calendar",
        "https://www.mea.gov.in/press-releases.htm?dtl/39998/Telephone_conversation_about_plums",
        "<div id='innerContent'><h1>Telephone conversation about plums</h1><p><span class='fa fa-calendar'></span> February 04, 2031</p>"
        f"{paragraphs(EN)}</div>",
        "Telephone conversation about plums",
        EN,
        "",
        "2031-02-04",
        "IN",
        "en",
        "Ministry of External Affairs of India",
    ),
    _case(
        "nato since 2025",
        "https://www.nato.int/en/news-and-events/articles/news/2031/02/04/secretary-general-speaks-about-plums",
        f"<main><article><h1>Secretary General speaks about plums</h1><div class='date'>04 February 2031</div>{paragraphs(EN)}</article></main>",
        "Secretary General speaks about plums",
        EN,
        "",
        "2031-02-04",
        "NATO",
        "en",
        "NATO",
        head="<title>Secretary General speaks about plums | NATO News</title>",
    ),
]

_REST = [
    {
        "date_gmt": "2031-02-04T16:05:00",
        "modified_gmt": "2031-02-04T18:00:00",
        "link": "https://www.whitehouse.gov/briefings-statements/2031/02/a-call-about-pears/",
        "title": {"rendered": READOUT.replace("’", "&#8217;")},
        "content": {"rendered": "".join(f"<p>{p}</p>" for p in EN)},
    }
]
CASES += [
    Case(
        "whitehouse rest",
        "https://www.whitehouse.gov/wp-json/wp/v2/posts?slug=a-call-about-pears",
        json.dumps(_REST).encode(),
        READOUT,
        EN,
        "2031-02-04T16:05:00+00:00",
        "2031-02-04",
        "US",
        "en",
        "White House",
    ),
    Case(
        "eu press corner",
        "https://ec.europa.eu/commission/presscorner/detail/en/statement_31_433",
        json.dumps(
            {
                "eventDate": "2031-02-04",
                "docuLanguageResource": {
                    "title": "Statement on the call about pears",
                    "htmlContent": "".join(f"<p>{p}</p>" for p in EN),
                },
            }
        ).encode(),
        "Statement on the call about pears",
        EN,
        "",
        "",
        "EU",
        "en",
        "European Commission",
        served="https://ec.europa.eu/commission/presscorner/api/documents?reference=STATEMENT/31/433&language=en",
    ),
    Case(
        "gov_uk api",
        "https://www.gov.uk/api/content/government/news/pm-call-about-pears",
        json.dumps(
            {
                "title": "PM call about pears",
                "first_published_at": "2031-02-04T19:05:00Z",
                "details": {"body": "".join(f"<p>{p}</p>" for p in EN)},
            }
        ).encode(),
        "PM call about pears",
        EN,
        "2031-02-04T19:05:00+00:00",
        "2031-02-04",
        "GB",
        "en",
        "UK Government",
    ),
]
