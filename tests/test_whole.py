"""Names that no table has are targets under their whole name; what is masked does not change."""

import pytest

from toolkit.model import Span, Statement
from toolkit.score.mentions import find_mentions, mask_names
from toolkit.score.targets import find_candidates


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He says that the Military Doctrine of old is dead.", "Military Doctrine"),
        ("They want to scrap the Equality Rights Act on Monday.", "Equality Rights Act"),
        ("Members of the Communist Party left.", "Communist Party"),
        ("Reporters saw that Ms Zzyx left.", "Zzyx"),
        ("They said President Zzyx left.", "Zzyx"),
        ("The paper says that the PM's Zzyx left.", "Zzyx"),
        ("Get the FOX NEWS APPThe rest is known.", "APPThe"),
    ],
)
def test_whole_names(text, name):
    """With the capitalised words beside them, but no titles, days, owners and headings."""
    statement = Statement((Span(0, len(text)),), "indirect")
    found = [c.name for c in find_candidates(text, statement, find_mentions(text)) if c.kind == "name"]
    assert name in found


def test_masks_stay():
    """The placeholder stands for what no table and no list has."""
    assert mask_names("He says that the Military Doctrine is dead.") == "He says that the Military actor is dead."
