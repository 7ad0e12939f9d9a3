"""A place that a sentence names is found, and never guessed."""

import pytest

from exodesk.core.codes import Side
from exodesk.core.places import place_named
from exodesk.core.sites import Site

RIGHT_KNEE = (Site.KNEE_JOINT, Side.RIGHT)


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (["Pain in the right knee on stairs"], RIGHT_KNEE),
        (["Stairs", None, "Right KNEE: mild effusion"], RIGHT_KNEE),
        (["Right knee", "right knee, 5 degrees short"], RIGHT_KNEE),
        (["Left shoulder, at night"], (Site.SHOULDER_JOINT, Side.LEFT)),
        (["Left Achilles tendon"], (Site.ACHILLES, Side.LEFT)),
        (["Both knees"], None),
        (["Right or left knee"], None),
        (["Right knee; the left is well"], None),
        (["Right knee and right hip"], None),
        (["R knee", "Not right since May"], None),
        ([], None),
    ],
)
def test_the_one_place_that_is_named_in_full(texts: list[str | None], place: tuple[Site, Side] | None) -> None:
    assert place_named(texts) == place
