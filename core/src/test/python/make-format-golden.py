"""Writes the small files that the tests of octavo.format read (NumPy 2.4.6, Python 3.11).

Usage: make-format-golden.py FOLDER. The safetensors and PNG files are laid out by hand here, from the
specifications, so that they do not depend on a library that might share our mistakes.
"""
import json, struct, sys, zlib
from pathlib import Path
import numpy as np

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)

# safetensors: no checksum, header not padded, entries not in the order of their offsets
a = np.arange(6, dtype="<f4").reshape(2, 3) / 4
b = np.array([True, False, True])
c = np.array(-5, dtype="<i8")
header = json.dumps({"__metadata__": {"made by": "hand"},
                     "flag": {"dtype": "BOOL", "shape": [3], "data_offsets": [32, 35]},
                     "weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
                     "step": {"dtype": "I64", "shape": [], "data_offsets": [24, 32]},
                     "none": {"dtype": "F16", "shape": [0, 4], "data_offsets": [35, 35]}}).encode()
(out / "golden.safetensors").write_bytes(
    struct.pack("<Q", len(header)) + header + a.tobytes() + c.tobytes() + b.tobytes())

# NPY: element types, byte orders, orders of axes, versions
base = np.arange(-3, 3).reshape(2, 3)
for name, array in {
    "f4": base.astype("<f4") / 4, "f4-big": base.astype(">f4") / 4, "f8": base.astype("<f8") / 4,
    "f8-fortran": np.asfortranarray(base.astype("<f8") / 4), "f2": base.astype("<f2") / 4,
    "i8": base.astype("<i8"), "i4-big": base.astype(">i4"), "i2": base.astype("<i2"),
    "i1": base.astype("i1"), "u1": (base + 3).astype("u1"), "u2-big": (base + 65530).astype(">u2"),
    "u4": (base + 2**32 - 3).astype("<u4"), "bool": base > 0, "scalar": np.array(2.5),
    "empty": np.zeros((0, 3), "<f4"),
    "cube-fortran": np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)),
}.items():
    np.save(out / f"{name}.npy", array)
for version in ((2, 0), (3, 0)):
    with open(out / f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, base.astype("<f4") / 4, version=version)
np.savez(out / "two.npz", weight=base.astype("<f4") / 4, label=np.array([3, 1]))
np.savez_compressed(out / "two-compressed.npz", weight=base.astype("<f4") / 4, label=np.array([3, 1]))
np.save(out / "text.npy", np.array(["no", "numbers"]))


# PNG
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(rows, step):
    """One filter type after the other, so that all five occur."""
    data, above = b"", bytes(len(rows[0])) if rows else b""
    for y, row in enumerate(rows):
        kind = y % 5
        data += bytes([kind])
        for i, value in enumerate(row):
            left = row[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            guess = [0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner)][kind]
            data += bytes([(value - guess) & 255])
        above = row
    return data


def packed(samples, bits):
    """One row of samples as bytes, first sample in the highest bits."""
    if bits == 16:
        return b"".join(struct.pack(">H", s) for s in samples)
    text = "".join(format(s, f"0{bits}b") for s in samples)
    text += "0" * (-len(text) % 8)
    return bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))


CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(name, color, bits, interlaced=False, extra=b"", parts=1):
    width, height, channels = 11, 7, CHANNELS[color]
    top = (1 << bits) - 1
    pixels = [[[(x * 37 + y * 91 + c * 53) * (257 if bits == 16 else 1) & top for c in range(channels)]
               for x in range(width)] for y in range(height)]
    step = max(1, bits * channels // 8)
    data = b""
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        rows = [packed([s for x in range(x0, width, dx) for s in pixels[y][x]], bits)
                for y in range(y0, height, dy) if x0 < width]
        data += filtered(rows, step)
    data = zlib.compress(data, 9)
    size = -(-len(data) // parts)
    file = b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">2I5B", width, height, bits, color, 0, 0, int(interlaced))) + extra
    for i in range(0, len(data), size):
        file += chunk(b"IDAT", data[i:i + size])
    (out / f"{name}.png").write_bytes(file + chunk(b"IEND", b""))


palette = chunk(b"PLTE", bytes(v for i in range(16) for v in (i * 16, 255 - i * 16, i)))
for bits in (1, 2, 4, 8, 16):
    png(f"gray{bits}", 0, bits)
png("rgb8", 2, 8, parts=3)
png("rgb16", 2, 16)
png("palette4", 3, 4, extra=palette)
png("palette2-alpha", 3, 2, extra=palette + chunk(b"tRNS", bytes([0, 128])))
png("gray-alpha8", 4, 8, extra=chunk(b"tEXt", b"Comment\0ignored"))
png("rgba8", 6, 8)
png("rgba8-interlaced", 6, 8, interlaced=True)
png("gray1-interlaced", 0, 1, interlaced=True)
