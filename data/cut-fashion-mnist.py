#!/usr/bin/env python3
"""Cuts the bundled subset of Fashion-MNIST: the first 1,000 training and 200 test images of each class, in file order.

usage: cut-fashion-mnist.py FOLDER_WITH_THE_FOUR_FILES OUTPUT_FOLDER

Reads and writes IDX files compressed with gzip (without a time stamp, so the same input gives the same bytes).
"""
import gzip, struct, sys
from pathlib import Path

source, target = Path(sys.argv[1]), Path(sys.argv[2])
target.mkdir(parents=True, exist_ok=True)
for part, per_class in (("train", 1000), ("t10k", 200)):
    images = gzip.decompress((source / f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((source / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    count, rows, columns = struct.unpack(">3I", images[4:16])
    size, seen, chosen = rows * columns, [0] * 10, []
    for i in range(count):
        label = labels[8 + i]
        if seen[label] < per_class:
            seen[label] += 1
            chosen.append(i)
    picked = b"".join(images[16 + i * size:16 + (i + 1) * size] for i in chosen)
    out = {"images-idx3": struct.pack(">4I", 0x803, len(chosen), rows, columns) + picked,
           "labels-idx1": struct.pack(">2I", 0x801, len(chosen)) + bytes(labels[8 + i] for i in chosen)}
    for kind, data in out.items():
        (target / f"{part}-{kind}-ubyte.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        print(part, kind, len(chosen))
