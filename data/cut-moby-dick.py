#!/usr/bin/env python3
"""Cuts the bundled text of Moby Dick: chapters 1 to 60, one paragraph a line, typographic characters as ASCII.

usage: cut-moby-dick.py FOLDER_WITH_chapter_N.json OUTPUT_FOLDER

Writes moby-dick.txt.gz (without a time stamp, so the same input gives the same bytes).
"""
import gzip, json, re, sys, unicodedata
from pathlib import Path

source, target = Path(sys.argv[1]), Path(sys.argv[2])
target.mkdir(parents=True, exist_ok=True)
PLAIN = {"\u2014": "--", "\u2013": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
         "\u00e6": "ae", "\u00c6": "Ae", "\u0153": "oe", "\u0152": "Oe"}
parts = []
for number in range(1, 61):
    chapter = json.loads((source / f"chapter_{number}.json").read_text(encoding="utf-8"))
    text = "".join(PLAIN.get(c, c) for c in chapter["text"])
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    paragraphs = [re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text)]
    parts.append(f"CHAPTER {number}. {chapter['title']}\n\n" + "\n".join(p for p in paragraphs if p) + "\n")
whole = "\n".join(parts)
assert "gutenberg" not in whole.lower()
(target / "moby-dick.txt.gz").write_bytes(gzip.compress(whole.encode(), 9, mtime=0))
print(len(whole), "characters of", len(set(whole)), "kinds:", "".join(sorted(set(whole))))
