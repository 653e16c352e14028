"""Resizing and pixel shuffles for make_golden.py.

The names say how a case is called, `mode, shape, size 4x3` or `mode, shape, scale 1.3`, with `align`,
`antialias` and `recompute` behind the mode; UpsamplingGoldenCases reads them.
"""

import torch
import torch.nn.functional as F

ONE = ["nearest", "nearest-exact", "linear", "linear align", "area"]
TWO = ["nearest", "nearest-exact", "bilinear", "bilinear align", "bilinear antialias",
    "bilinear align antialias", "bicubic", "bicubic align", "bicubic antialias",
    "bicubic align antialias", "area", "lanczos antialias"]
THREE = ["nearest", "nearest-exact", "trilinear", "trilinear align", "area"]


def text(numbers):
    return "x".join(str(n) for n in numbers)


def resize(f, mode, shape, size=None, scale=None, recompute=False):
    words = mode.split(" ")

    def interpolate(x):
        corners = True if "align" in words else None
        return F.interpolate(x, size=size, scale_factor=scale, mode=words[0],
            align_corners=corners, antialias="antialias" in words,
            recompute_scale_factor=True if recompute else None)

    target = f"size {text(size)}" if size else f"scale {text(scale)}"
    end = " recompute" if recompute else ""
    f.case(f"{mode}{end}, {text(shape)}, {target}", interpolate, f.normal(*shape))


def save(f, folder):
    for mode in ONE:
        for size in (7, 4, 13, 1):
            resize(f, mode, (1, 2, 7), size=(size,))
        for scale in (2, 1.7, 0.6):
            resize(f, mode, (1, 2, 7), scale=(scale,))
        resize(f, mode, (2, 1, 1), size=(3,))
        resize(f, mode, (1, 1, 7), scale=(1.7,), recompute=True)
    for mode in TWO:
        for size in ((3, 5), (8, 7), (1, 2), (4, 3), (6, 5)):
            resize(f, mode, (1, 1, 6, 5), size=size)
        for scale in ((2, 2), (1.3, 1.3), (0.6, 0.6), (1.5, 0.7)):
            resize(f, mode, (1, 1, 6, 5), scale=scale)
        resize(f, mode, (2, 1, 1, 3), size=(3, 4))
        resize(f, mode, (1, 2, 4, 1), scale=(2, 3))
        if "antialias" not in mode:  # PyTorch's own has no empty batch there
            resize(f, mode, (0, 2, 3, 2), size=(2, 4))
        resize(f, mode, (1, 1, 6, 5), scale=(1.3, 0.7), recompute=True)
    for mode in THREE:
        for size in ((5, 3, 4), (2, 2, 2)):
            resize(f, mode, (1, 1, 3, 4, 3), size=size)
        for scale in ((1.6, 1.6, 1.6), (2, 2, 2), (0.7, 0.7, 0.7)):
            resize(f, mode, (1, 1, 3, 4, 3), scale=scale)
        resize(f, mode, (1, 2, 1, 2, 1), size=(2, 3, 1))
    for shape, r in (((2, 8, 3, 5), 2), ((9, 2, 3), 3), ((1, 1, 4, 1, 1), 2),
            ((1, 16, 2, 2), 4)):
        f.case(f"shuffle, {text(shape)}, scale {r}", lambda x: F.pixel_shuffle(x, r), f.normal(*shape))
    for shape, r in (((2, 2, 4, 6), 2), ((1, 3, 6), 3), ((1, 1, 1, 2, 2), 2), ((1, 2, 2, 2), 1),
            ((1, 1, 8, 4), 4)):
        f.case(f"unshuffle, {text(shape)}, scale {r}", lambda x: F.pixel_unshuffle(x, r),
            f.normal(*shape))
    for mode in ONE:
        resize(f, mode, (0, 2, 3), size=(4,))
    for mode in THREE:
        resize(f, mode, (0, 1, 2, 3, 2), size=(3, 2, 4))
        resize(f, mode, (2, 1, 2, 1, 3), scale=(1, 3, 2))
    f.case("shuffle, 2x4x1x1, scale 2", lambda x: F.pixel_shuffle(x, 2), f.normal(2, 4, 1, 1))
    # only forward: PyTorch's gradient of an empty batch has a wrong shape here, and so has pixel_unshuffle
    f.case("shuffle, 0x4x2x3, scale 2", lambda x: F.pixel_shuffle(x.detach(), 2), f.normal(0, 4, 2, 3))
    f.save(folder)
