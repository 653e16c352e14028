"""Padding by copies for make_golden.py.

The names say how a case is called, `reflect, 2x3x4x5, 1 2 0 3`: the numbers before and after each axis from the
third on; PaddingGoldenCases reads them.
"""

import torch.nn.functional as F

CASES = [
    ((2, 3, 5), ((1, 2),)), ((2, 3, 5), ((4, 0),)), ((1, 1, 2), ((1, 1),)), ((0, 2, 4), ((2, 3),)),
    ((2, 3, 4, 5), ((1, 2), (0, 3))), ((1, 2, 3, 3), ((2, 2), (2, 2))),
    ((1, 2, 3, 4, 2), ((1, 2), (3, 0), (1, 1))), ((1, 1, 2, 2, 2), ((1, 0), (0, 1), (1, 1))),
]


def build(f):
    for mode in ("reflect", "replicate", "circular"):
        for shape, sides in CASES:
            flat = [n for pair in reversed(sides) for n in pair]
            shown = " ".join(str(n) for pair in sides for n in pair)
            name = f"{mode}, {'x'.join(str(n) for n in shape)}, {shown}"
            f.case(name, lambda x, mode=mode, flat=flat: F.pad(x, flat, mode=mode), f.normal(*shape))
