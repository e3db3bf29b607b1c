"""Chinese names of countries, their one-character short forms, and leaders' Chinese names.

Pairs such as 中法 or 俄中 name a relationship between two sides, and 法方 names the side itself, so the
short form of every country that can meet another has to be known.
"""

from __future__ import annotations

from functools import lru_cache

# Code, short forms used in pairs and before 方 (first), then full names.
_TABLE = """
CN 中 中国 中华人民共和国
US 美 美国 美利坚合众国
RU 俄 俄罗斯 俄联邦
EU 欧 欧盟 欧洲联盟 欧洲
UA 乌 乌克兰
JP 日 日本
KR 韩 韩国 大韩民国
KP 朝 朝鲜
IN 印 印度
PK 巴 巴基斯坦
GB 英 英国
FR 法 法国
DE 德 德国
IT 意 意大利
ES 西 西班牙
PT 葡 葡萄牙
NL 荷 荷兰
BE 比 比利时
LU 卢 卢森堡
IE 爱 爱尔兰
CH 瑞 瑞士
AT 奥 奥地利
SE 瑞典
NO 挪 挪威
DK 丹 丹麦
FI 芬 芬兰
IS 冰 冰岛
PL 波 波兰
CZ 捷 捷克
SK 斯 斯洛伐克
SI 斯洛文尼亚
HU 匈 匈牙利
RO 罗 罗马尼亚
BG 保 保加利亚
GR 希 希腊
RS 塞 塞尔维亚
HR 克 克罗地亚
BA 波黑
ME 黑山
MK 北马其顿
AL 阿尔巴尼亚
EE 爱沙尼亚
LV 拉脱维亚
LT 立陶宛
BY 白 白俄罗斯
MD 摩尔多瓦
MT 马耳他
CY 塞浦路斯
VA 梵蒂冈
TR 土 土耳其
GE 格 格鲁吉亚
AM 亚 亚美尼亚
AZ 阿 阿塞拜疆
KZ 哈 哈萨克斯坦
UZ 乌 乌兹别克斯坦
KG 吉 吉尔吉斯斯坦
TJ 塔 塔吉克斯坦
TM 土 土库曼斯坦
MN 蒙 蒙古国 蒙古
AF 阿 阿富汗
IR 伊 伊朗
IQ 伊 伊拉克
IL 以 以色列
PS 巴 巴勒斯坦
SY 叙 叙利亚
LB 黎 黎巴嫩
JO 约 约旦
SA 沙 沙特 沙特阿拉伯
AE 阿 阿联酋
QA 卡 卡塔尔
KW 科 科威特
BH 巴 巴林
OM 阿曼
YE 也 也门
EG 埃 埃及
LY 利比亚
TN 突 突尼斯
DZ 阿 阿尔及利亚
MA 摩 摩洛哥
SD 苏 苏丹
ET 埃 埃塞俄比亚
KE 肯 肯尼亚
TZ 坦 坦桑尼亚
UG 乌 乌干达
RW 卢 卢旺达
ZA 南 南非
NG 尼 尼日利亚
GH 加 加纳
SN 塞 塞内加尔
CI 科特迪瓦
CM 喀 喀麦隆
GA 加蓬
CG 刚 刚果（布）
CD 刚 刚果（金）
AO 安 安哥拉
ZM 赞 赞比亚
ZW 津 津巴布韦
MZ 莫 莫桑比克
NA 纳 纳米比亚
BW 博茨瓦纳
MW 马拉维
MG 马达加斯加
MU 毛里求斯
SC 塞舌尔
DJ 吉布提
ER 厄 厄立特里亚
SO 索马里
SS 南苏丹
TD 乍得
ML 马里
NE 尼日尔
BF 布基纳法索
BJ 贝宁
TG 多哥
GN 几 几内亚
GQ 赤道几内亚
GW 几内亚比绍
SL 塞拉利昂
LR 利比里亚
GM 冈比亚
CV 佛得角
MR 毛 毛里塔尼亚
BI 布隆迪
CF 中非共和国
KM 科摩罗
LS 莱索托
ST 圣多美和普林西比
VN 越 越南
LA 老 老挝
KH 柬 柬埔寨
TH 泰 泰国
MM 缅 缅甸
MY 马 马来西亚
SG 新 新加坡
ID 印尼 印度尼西亚
PH 菲 菲律宾
BN 文 文莱
TL 东帝汶
BD 孟 孟加拉国
LK 斯 斯里兰卡
NP 尼 尼泊尔
MV 马 马尔代夫
BT 不丹
AU 澳 澳大利亚
NZ 新 新西兰
PG 巴新 巴布亚新几内亚
FJ 斐 斐济
SB 所 所罗门群岛
TO 汤 汤加
WS 萨摩亚
VU 瓦 瓦努阿图
KI 基里巴斯
FM 密克罗尼西亚联邦
NR 瑙鲁
CA 加 加拿大
MX 墨 墨西哥
CU 古 古巴
BR 巴 巴西
AR 阿 阿根廷
CL 智 智利
PE 秘 秘鲁
CO 哥 哥伦比亚
VE 委 委内瑞拉
BO 玻 玻利维亚
EC 厄 厄瓜多尔
UY 乌 乌拉圭
PY 巴拉圭
HN 洪 洪都拉斯
NI 尼 尼加拉瓜
SV 萨尔瓦多
CR 哥 哥斯达黎加
PA 巴拿马
DO 多米尼加
DM 多米尼克
GT 危地马拉
HT 海地
JM 牙买加
TT 特立尼达和多巴哥
BB 巴巴多斯
GD 格林纳达
AG 安提瓜和巴布达
GY 圭 圭亚那
SR 苏 苏里南
TW 台 台湾
UN 联合国
NATO 北约
"""

_LEADERS = """
CN Xi Jinping=习近平;Li Qiang=李强;Li Keqiang=李克强;Hu Jintao=胡锦涛;Wen Jiabao=温家宝;Han Zheng=韩正
CN Wang Yi=王毅;Ding Xuexiang=丁薛祥;He Lifeng=何立峰;Zhao Leji=赵乐际;Wang Qishan=王岐山;Liu He=刘鹤
CN Cai Qi=蔡奇;Wang Huning=王沪宁
US Donald Trump=特朗普;Joe Biden=拜登;Joseph Biden=拜登;Barack Obama=奥巴马;George Bush=布什;JD Vance=万斯
US Kamala Harris=哈里斯;Marco Rubio=鲁比奥;Antony Blinken=布林肯;Scott Bessent=贝森特;Janet Yellen=耶伦
US Jake Sullivan=沙利文
RU Vladimir Putin=普京;Dmitry Medvedev=梅德韦杰夫;Mikhail Mishustin=米舒斯京;Sergey Lavrov=拉夫罗夫
UA Volodymyr Zelenskyy=泽连斯基;Volodymyr Zelensky=泽连斯基
BY Alexander Lukashenko=卢卡申科
FR Emmanuel Macron=马克龙
DE Olaf Scholz=朔尔茨;Friedrich Merz=默茨;Angela Merkel=默克尔;Frank-Walter Steinmeier=施泰因迈尔
GB Keir Starmer=斯塔默;Rishi Sunak=苏纳克;Boris Johnson=约翰逊
IT Giorgia Meloni=梅洛尼
ES Pedro Sanchez=桑切斯
NATO Mark Rutte=吕特
EU Ursula von der Leyen=冯德莱恩;Charles Michel=米歇尔;Antonio Costa=科斯塔
HU Viktor Orban=欧尔班
RS Aleksandar Vucic=武契奇
SK Robert Fico=菲佐
PL Andrzej Duda=杜达;Donald Tusk=图斯克
FI Sauli Niinisto=尼尼斯托;Alexander Stubb=斯图布
JP Shinzo Abe=安倍晋三;Fumio Kishida=岸田文雄;Shigeru Ishiba=石破茂;Yoshihide Suga=菅义伟
JP Sanae Takaichi=高市早苗
KR Lee Jae-myung=李在明;Lee Jae Myung=李在明;Yoon Suk-yeol=尹锡悦;Yoon Suk Yeol=尹锡悦;Moon Jae-in=文在寅
KP Kim Jong Un=金正恩;Kim Jong-un=金正恩
IN Narendra Modi=莫迪
PK Shehbaz Sharif=夏巴兹;Imran Khan=伊姆兰·汗;Asif Ali Zardari=扎尔达里
CA Mark Carney=卡尼;Justin Trudeau=特鲁多
AU Anthony Albanese=阿尔巴尼斯;Scott Morrison=莫里森
NZ Christopher Luxon=拉克森;Jacinda Ardern=阿德恩
BR Lula da Silva=卢拉;Luiz Inacio Lula da Silva=卢拉;Jair Bolsonaro=博索纳罗
AR Javier Milei=米莱;Alberto Fernandez=费尔南德斯
MX Claudia Sheinbaum=辛鲍姆
CL Gabriel Boric=博里奇
CO Gustavo Petro=佩特罗
PE Dina Boluarte=博鲁阿尔特
VE Nicolas Maduro=马杜罗
CU Miguel Diaz-Canel=迪亚斯-卡内尔
BO Luis Arce=阿尔塞
HN Xiomara Castro=卡斯特罗
EC Daniel Noboa=诺沃亚
IR Ebrahim Raisi=莱希;Masoud Pezeshkian=佩泽希齐扬;Ali Khamenei=哈梅内伊
IL Benjamin Netanyahu=内塔尼亚胡
PS Mahmoud Abbas=阿巴斯
TR Recep Tayyip Erdogan=埃尔多安
SY Bashar al-Assad=巴沙尔
SA Mohammed bin Salman=穆罕默德
AE Mohamed bin Zayed=穆罕默德
EG Abdel Fattah el-Sisi=塞西
KZ Kassym-Jomart Tokayev=托卡耶夫
UZ Shavkat Mirziyoyev=米尔济约耶夫
KG Sadyr Japarov=扎帕罗夫
TJ Emomali Rahmon=拉赫蒙
TM Serdar Berdimuhamedov=谢尔达尔
AZ Ilham Aliyev=阿利耶夫
ZA Cyril Ramaphosa=拉马福萨
KE William Ruto=鲁托
ET Abiy Ahmed=阿比
AO Joao Lourenco=洛伦索
NG Bola Tinubu=提努布
ID Prabowo Subianto=普拉博沃;Joko Widodo=佐科
MY Anwar Ibrahim=安瓦尔
SG Lee Hsien Loong=李显龙;Lawrence Wong=黄循财
KH Hun Sen=洪森;Hun Manet=洪玛奈
VN To Lam=苏林;Nguyen Phu Trong=阮富仲;Luong Cuong=梁强;Pham Minh Chinh=范明政
LA Thongloun Sisoulith=通伦
TH Srettha Thavisin=赛塔;Anutin Charnvirakul=阿努廷
PH Ferdinand Marcos=马科斯;Bongbong Marcos=马科斯;Rodrigo Duterte=杜特尔特
UN Antonio Guterres=古特雷斯
MN Ukhnaa Khurelsukh=呼日勒苏赫
"""


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Full Chinese country name → side code, longest first."""
    found: dict[str, str] = {}
    for line in _TABLE.split("\n"):
        code, *words = line.split() or [""]
        for word in words:
            if len(word) > 1:
                found[word] = code
    return dict(sorted(found.items(), key=lambda kv: -len(kv[0])))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[str, ...]]:
    rows = [line.split() for line in _TABLE.strip().split("\n")]
    return {row[0]: tuple(row[1:]) for row in rows}


def words_of(side: str) -> tuple[str, ...]:
    """All words for a side, the short form (if it has one) first; () for an unknown code."""
    return _by_code().get(side, ())


def short_form(side: str) -> str:
    """What stands before 方 and in pairs: 俄 for RU; '' where none is known."""
    words = words_of(side)
    return words[0] if words and (len(words[0]) <= 1 or words[0] in ("印尼", "巴新")) else ""


@lru_cache(maxsize=1)
def short_forms() -> str:
    """All one-character short forms, as the inside of a character class."""
    return "".join(sorted({w for words in _by_code().values() for w in words if len(w) == 1}))


def side_of_short(short: str) -> str:
    """The first code with a short form, '' where none has it; several countries share some of them."""
    return next((code for code, words in _by_code().items() if short and words[0] == short), "")


@lru_cache(maxsize=1)
def _leaders() -> tuple[tuple[str, str, str], ...]:
    rows = (line.split(" ", 1) for line in _LEADERS.strip().split("\n"))
    entries = ((code, entry.split("=")) for code, rest in rows for entry in rest.split(";"))
    return tuple((code, english, chinese) for code, (english, chinese) in entries)


@lru_cache(maxsize=1)
def leaders() -> dict[str, str]:
    """English full name (lower case) → Chinese name as the texts print it."""
    return {english.lower(): chinese for _, english, chinese in _leaders()}


@lru_cache(maxsize=1)
def sides_of_leaders() -> dict[str, str]:
    """Chinese name of a leader → side code; the first of two who share a name."""
    found: dict[str, str] = {}
    for code, _, chinese in _leaders():
        found.setdefault(chinese, code)
    return found


@lru_cache(maxsize=1)
def english_of() -> dict[str, str]:
    """Chinese name of a leader → the English family name used as speaker."""
    found: dict[str, str] = {}
    for _, english, chinese in _leaders():
        parts = english.split()
        family_first = len(chinese) <= 3 and chinese[0] in _FAMILY_FIRST
        found.setdefault(chinese, parts[0] if family_first or parts[0] == "Lula" else parts[-1])
    return found


_FAMILY_FIRST = "习李胡温韩王丁何赵刘蔡尹文金"
