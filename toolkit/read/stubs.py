"""Pages that stand where an article should: errors, checks of the browser, walls before the text."""

from __future__ import annotations

import re

LONGEST = 600  # characters
SHARE = 0.5  # of the text's characters stand in sentences that are formulas
SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[\"')\]”’»]*(?=\s|$)|(?=\n|$))")
CODES = "error|http|bad request|unauthorized|forbidden|not found|gone|too many requests|service unavailable|bad gateway"
FORMULA = re.compile(
    rf"^\W*(?:(?:[45]\d\d|{CODES}|access (?:is )?denied|(?:page|file) not found|internal server error)\W*)+$|"
    r"^(?:just a moment|oops|whoops|something went wrong|an (?:unexpected )?error (?:has )?occurred)\W*$|"
    r"\byou (?:don.t|do not) have permission to (?:access|view)\b|"
    r"\brequested (?:url|page|resource|document)\b.*\b(?:not|no longer|cannot)\b|"
    r"\b(?:page|document|article|content) you (?:requested|are looking for|were looking for)\b|"
    r"\bthis (?:page|document|article|content|video)\b.{0,40}\b(?:unavailable|not available|could not be)\b|"
    r"^sorry\b.*\b(?:page|document|article|content|error occurred)\b|\berror occurred and this\b|"
    r"^please try again(?: later)?\W*$|"
    r"^(?:to [^,]{1,30}, )?(?:please |you need to )?(?:enable|turn on|allow)\b.*\b(?:javascript|cookies|js)\b|"
    r"^(?:please )?(?:disable|turn off|switch off)\b.*\bad.?block|"
    r"\b(?:checking|verifying)\b.{0,30}\b(?:your browser|you are (?:a )?human|connection is secure)\b|"
    r"\b(?:javascript|cookies)\b.{0,30}\b(?:disabled|required|not enabled)\b|"
    r"^this (?:may|might|will|should) take a (?:few )?(?:seconds?|moment)|^that(?:.s| is) (?:all we know|an error)|"
    r"\b(?:you are|you.re) (?:not )?a (?:robot|bot)\b|^(?:please )?(?:complete|solve) the captcha\b|"
    r"^(?:please )?(?:subscribe|sign in|log in|register)\b.{0,30}\bto (?:continue|read|view|access)\b|"
    r"^(?:apache|nginx)/\d|^(?:nginx|cloudflare)\W*$|^(?:ray id|your ip|reference #|error code)\b",
    re.IGNORECASE,
)
SPEECH = re.compile(r"[“”„«»]|\b(?:said|says|told)\b")


def is_stub(text: str) -> bool:
    """Whether a short text is made of the formulas of errors and walls, in English; one that somebody speaks in is not.

    >>> is_stub("Please enable JavaScript to continue. This may take a few seconds."), is_stub("Talks go on, he said.")
    (True, False)
    """
    if len(text) > LONGEST or SPEECH.search(text):
        return False
    sentences = [found.strip() for found in SENTENCE.findall(text) if found.strip()]
    formulas = sum(len(sentence) for sentence in sentences if FORMULA.search(sentence))
    return formulas > SHARE * sum(map(len, sentences))
