"""Names as data: countries with their adjectives, and leaders as Russian texts spell them."""

from __future__ import annotations

import re
from functools import lru_cache

_COUNTRIES = """
RU Росси:российск Российск\\w+ Федераци РФ Москв Кремл
US США:американск|вашингтонск Соедин[её]нн\\w+ Штат Америк Вашингтон Бел\\w+ [Дд]ом
CN Кита:китайск КНР Китайск\\w+ Народн\\w+ Республик Пекин
UA Украин:украинск Киев
BY Беларус:белорусск Белорусси Минск
KZ Казахстан:казахстанск|казахск Астан
UZ Узбекистан:узбекистанск|узбекск Ташкент
TJ Таджикистан:таджикистанск|таджикск Душанбе
KG Киргизи:киргизск|кыргызск Кыргызстан Кыргызск\\w+ Республик Бишкек
TM Туркменистан:туркменск|туркменистанск Туркмени Ашхабад
AM Армени:армянск Ереван
AZ Азербайджан:азербайджанск Баку
GE Грузи:грузинск Тбилиси
MD Молдов:молдавск Молдави Кишин[её]в
TR Турци:турецк Турецк\\w+ Республик Анкар
IR Иран:иранск Тегеран
IL Израил:израильск Тель-Авив
PS Палестин:палестинск
SY Сири:сирийск Сирийск\\w+ Арабск\\w+ Республик Дамаск
IQ Ирак:иракск Багдад
SA Саудовск\\w+ Арави:саудовск Эр-Рияд
AE ОАЭ:эмиратск Объедин[её]нн\\w+ Арабск\\w+ Эмират Эмират Абу-Даби
QA Катар:катарск Дох
KW Кувейт:кувейтск
OM Оман:оманск Маскат
BH Бахрейн:бахрейнск
YE Йемен:йеменск
JO Иордани:иорданск Амман
LB Ливан:ливанск
EG Египет:египетск Египт АРЕ Каир
DZ Алжир:алжирск
MA Марокко:марокканск
TN Тунис:тунисск
LY Ливи:ливийск
SD Судан:суданск
ET Эфиопи:эфиопск
ZA Южно-Африканск\\w+ Республик:южноафриканск ЮАР Претори
NG Нигери:нигерийск
ML Мали:малийск
NE Нигер:нигерск
BF Буркина-Фасо:буркинийск
CF Центральноафриканск\\w+ Республик:центральноафриканск ЦАР
CG Конго:конголезск
GW Гвине\\w+-Бисау:бисайск
GQ Экваториальн\\w+ Гвине:экваториально-гвинейск|экватогвинейск
ZW Зимбабве:зимбабвийск
AO Ангол:ангольск
MZ Мозамбик:мозамбикск
SN Сенегал:сенегальск
UG Уганд:угандийск
KE Кени:кенийск
IN Инди:индийск Дели Нью-Дели
PK Пакистан:пакистанск Исламабад
AF Афганистан:афганск Кабул
BD Бангладеш:бангладешск
LK Шри-Ланк:ланкийск
NP Непал:непальск
MN Монголи:монгольск Улан-Батор
JP Япони:японск Токио
KR Республик\\w* Коре:южнокорейск|корейск Южн\\w+ Коре Сеул
KP КНДР:северокорейск|корейск Северн\\w+ Коре Пхеньян Корейск\\w+ Народно-Демократическ\\w+ Республик
VN Вьетнам:вьетнамск СРВ Хано
LA Лаос:лаосск Лаосск\\w+ Народно-Демократическ\\w+ Республик
KH Камбодж:камбоджийск
TH Таиланд:таиландск|тайск
MM Мьянм:мьянманск
MY Малайзи:малайзийск
SG Сингапур:сингапурск
ID Индонези:индонезийск Джакарт
PH Филиппин:филиппинск
AU Австрали:австралийск
NZ Нов\\w+ Зеланди:новозеландск
CA Канад:канадск
MX Мексик:мексиканск
CU Куб:кубинск Гаван
VE Венесуэл:венесуэльск Каракас
NI Никарагуа:никарагуанск
BR Бразили:бразильск
AR Аргентин:аргентинск
BO Боливи:боливийск
CL Чили:чилийск
CO Колумби:колумбийск
PE Перу:перуанск
GB Великобритани:британск Соедин[её]нн\\w+ Королевств Лондон
FR Франци:французск Французск\\w+ Республик Париж
DE Германи:германск|немецк ФРГ Берлин
IT Итали:итальянск Рим
ES Испани:испанск
PT Португали:португальск
AT Австри:австрийск
CH Швейцари:швейцарск
HU Венгри:венгерск Будапешт
SK Словаки:словацк Словацк\\w+ Республик Братислав
CZ Чехи:чешск
PL Польш:польск Варшав
RS Серби:сербск Белград
BA Босни:боснийск
BG Болгари:болгарск
RO Румыни:румынск
GR Греци:греческ
FI Финлянди:финляндск|финск Хельсинки
SE Швеци:шведск
NO Норвеги:норвежск
DK Дани:датск
NL Нидерланд:нидерландск|голландск
BE Бельги:бельгийск
LT Литв:литовск
LV Латви:латвийск
EE Эстони:эстонск
VA Ватикан:ватиканск
EU Евросоюз:европейск Европейск\\w+ Союз Европейск\\w+ Совет Еврокомисси Европейск\\w+ комисси Брюссел
AB Абхази:абхазск
RSO Южн\\w+ Осети:югоосетинск
"""

_LEADERS = """
Владимир Путин=Putin=RU
Дмитрий Медведев=Medvedev=RU
Дональд Трамп=Trump=US
Джо Байден=Biden=US
Джозеф Байден=Biden=US
Барак Обама=Obama=US
Джордж Буш=Bush=US
Си Цзиньпин=Xi=CN
Ху Цзиньтао=Hu=CN
Ли Цян=Li=CN
Ли Кэцян=Li=CN
Владимир Зеленский=Zelensky=UA
Пётр Порошенко=Poroshenko=UA
Александр Лукашенко=Lukashenko=BY
Касым-Жомарт Токаев=Tokayev=KZ
Нурсултан Назарбаев=Nazarbayev=KZ
Шавкат Мирзиёев=Mirziyoyev=UZ
Ислам Каримов=Karimov=UZ
Эмомали Рахмон=Rahmon=TJ
Садыр Жапаров=Japarov=KG
Сердар Бердымухамедов=Berdimuhamedov=TM
Никол Пашинян=Pashinyan=AM
Ильхам Алиев=Aliyev=AZ
Реджеп Тайип Эрдоган=Erdogan=TR
Хасан Рухани=Rouhani=IR
Эбрахим Раиси=Raisi=IR
Масуд Пезешкиан=Pezeshkian=IR
Биньямин Нетаньяху=Netanyahu=IL
Нафтали Беннет=Bennett=IL
Яир Лапид=Lapid=IL
Махмуд Аббас=Abbas=PS
Башар Асад=Assad=SY
Ахмед Шараа=Sharaa=SY
Мухаммед Шиа Ас-Судани=Sudani=IQ
Сальман Бен Абдель-Азиз Аль Сауд=Salman=SA
Мухаммед Бен Сальман Аль Сауд=bin Salman=SA
Мухаммед Бен Заид Аль Нахайян=Al Nahyan=AE
Тамим Бен Хамад Аль Тани=Al Thani=QA
Хейсам Бен Тарек Аль Саид=Haitham=OM
Абдельфаттах Сиси=Sisi=EG
Абдель Фаттах Сиси=Sisi=EG
Абдельмаджид Теббун=Tebboune=DZ
Сирил Рамафоза=Ramaphosa=ZA
Дени Сассу-Нгессо=Sassou Nguesso=CG
Ассими Гойта=Goita=ML
Ибраим Траоре=Traore=BF
Нарендра Моди=Modi=IN
Дроупади Мурму=Murmu=IN
Шахбаз Шариф=Sharif=PK
Имран Хан=Khan=PK
Ухнагийн Хурэлсух=Khurelsukh=MN
Синдзо Абэ=Abe=JP
Фумио Кисида=Kishida=JP
Ёсихидэ Суга=Suga=JP
Сигэру Исиба=Ishiba=JP
Санаэ Такаити=Takaichi=JP
Мун Чжэ Ин=Moon=KR
Юн Сок Ёль=Yoon=KR
Ли Чжэ Мён=Lee=KR
Ким Чен Ын=Kim=KP
То Лам=To Lam=VN
Нгуен Фу Чонг=Trong=VN
Лыонг Кыонг=Cuong=VN
Мин Аун Хлайн=Min Aung Hlaing=MM
Анвар Ибрагим=Anwar=MY
Прабово Субианто=Prabowo=ID
Джоко Видодо=Widodo=ID
Родриго Дутерте=Duterte=PH
Джастин Трюдо=Trudeau=CA
Марк Карни=Carney=CA
Мигель Диас-Канель Бермудес=Díaz-Canel=CU
Николас Мадуро=Maduro=VE
Даниэль Ортега=Ortega=NI
Луис Инасио Лула да Силва=Lula=BR
Жаир Болсонаро=Bolsonaro=BR
Луис Арсе=Arce=BO
Борис Джонсон=Johnson=GB
Тереза Мэй=May=GB
Риши Сунак=Sunak=GB
Кир Стармер=Starmer=GB
Эммануэль Макрон=Macron=FR
Франсуа Олланд=Hollande=FR
Ангела Меркель=Merkel=DE
Олаф Шольц=Scholz=DE
Фридрих Мерц=Merz=DE
Марио Драги=Draghi=IT
Джорджа Мелони=Meloni=IT
Карл Нехаммер=Nehammer=AT
Виктор Орбан=Orban=HU
Роберт Фицо=Fico=SK
Александр Вучич=Vucic=RS
Милорад Додик=Dodik=BA
Саули Ниинистё=Niinistö=FI
Александр Стубб=Stubb=FI
Шарль Мишель=Michel=EU
Урсула фон дер Ляйен=von der Leyen=EU
Антониу Гутерреш=Guterres=UN
Бадра Гунба=Gunba=AB
"""


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, str]]:
    """Side code → (pattern of its names in any case, pattern of its adjectives' stems)."""
    table = {}
    for line in _COUNTRIES.strip().splitlines():
        head, _, tail = line.partition(":")
        code, first = head.split(" ", 1)
        # in the tail a phrase is written with its words joined by a blank after an adjective pattern
        adjective, *rest = tail.split(" ")
        names, phrase = [first], ""
        for word in rest:
            phrase = f"{phrase} {word}".strip()
            if not word.endswith("\\w+"):
                names.append(phrase)
                phrase = ""
        pattern = "|".join(name.replace(" ", r"\s+") for name in names)
        table[code] = (rf"\b(?:{pattern})(?:[аеёиоуыьэюяй]\w{{0,2}})?\b", rf"(?:{adjective})")
    return table


def country_name(code: str) -> re.Pattern[str] | None:
    """Pattern of a country's names, or None where the code is unknown."""
    return _compiled(countries()[code][0]) if code in countries() else None


def adjective(code: str) -> str:
    """Stem pattern of a country's adjective; one that matches nothing where the code is unknown."""
    return countries()[code][1] if code in countries() else r"(?!)"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def leaders() -> tuple[tuple[str, str, str], ...]:
    """(Russian name in the nominative, short name, side code) of leaders known by name."""
    rows = (line.split("=") for line in _LEADERS.strip().splitlines())
    return tuple((name, short, side) for name, short, side in rows)


_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "e",
        ],
        strict=True,
    )
)


def latin(word: str) -> str:
    """A Russian name in Latin letters: Лавров → Lavrov."""
    return "".join(_LATIN.get(letter, letter).replace("_", "") for letter in word.lower()).title()


def likeness_key(word: str) -> str:
    """A Latin spelling reduced to what spellings of one name share: Erdoğan, Erdogan → erdgn."""
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if c.isalpha() and c.isascii())
    for a, b in (
        ("sch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "s"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ts", "s"),
        ("x", "ks"), ("w", "v"), ("q", "k"), ("c", "k"), ("j", "s"), ("z", "s"), ("ck", "k"), ("g", "h"), ("h", ""),
    ):  # fmt: skip
        plain = plain.replace(a, b)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain[:1] + re.sub(r"[aeiouy]", "", plain[1:])
