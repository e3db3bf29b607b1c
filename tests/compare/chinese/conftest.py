import pytest

from compare.analysis import analyse
from compare.records import Context, Statement
from readouts.model import Participant

XI = Participant("Xi", "CN", {"en": "Xi Jinping"})
BIDEN = Participant("Biden", "US", {"en": "Joe Biden"})
HOME = "国家主席习近平同美国总统拜登通电话。\n"


@pytest.fixture
def read():
    """Reads a text as a Chinese readout on a call of Xi and Biden; the opening line is left out of the answer."""

    def run(text: str, *participants: Participant, opening: str = HOME) -> list[Statement]:
        context = Context("zh", "CN", participants or (XI, BIDEN))
        return list(analyse(opening + text, context).statements)[1 if opening else 0 :]

    return run
