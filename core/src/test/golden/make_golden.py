"""Writes the golden files of core/src/test/resources/golden with PyTorch.

    python core/src/test/golden/make_golden.py core/src/test/resources/golden

Every file holds cases: `case/x0`, `case/x1`, ... are the inputs, `case/y0`, ... the outputs,
`case/dy0`, ... the gradients put in, `case/dx0`, ... those of the floating inputs. Inputs are
numbers of float32; outputs and gradients are computed from them in float64, so that the same file
checks float64 closely and float32 by its own rounding. The options of a case stand in its metadata
entry. Needs only torch.
"""

import inspect
import json
import struct
import sys

import golden_activations
import golden_attention
import golden_distributions
import golden_draws
import golden_gamma_family
import golden_padding
import golden_shapes
import golden_softmax
import golden_special
import golden_upsampling
import golden_smooth
import golden_normalization
import golden_optimizers
import golden_pooling
import golden_recurrent
import golden_schedules
import golden_variational
import networks
import torch
import torch.nn.functional as F

NAMES = {torch.float32: "F32", torch.float64: "F64", torch.int64: "I64", torch.bool: "BOOL"}
torch.set_num_threads(1)


def write(path, arrays, metadata):
    """The safetensors format: length of the header, the header in JSON, the numbers."""
    header, blobs, at = {"__metadata__": {**metadata, "torch": str(torch.__version__)}}, [], 0
    for name, t in arrays.items():
        t = t.detach().contiguous()
        flat = t.reshape(-1)
        blob = bytes(flat.view(torch.uint8).tolist()) if flat.numel() else b""
        header[name] = {
            "dtype": NAMES[t.dtype],
            "shape": list(t.shape),
            "data_offsets": [at, at + len(blob)],
        }
        at += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


class Family:
    """The cases of one file."""

    def __init__(self, name, seed):
        self.name, self.arrays, self.metadata = name, {}, {}
        self.rng = torch.Generator().manual_seed(seed)

    def normal(self, *shape):
        return torch.randn(shape, generator=self.rng)

    def uniform(self, low, high, *shape):
        return torch.rand(shape, generator=self.rng) * (high - low) + low

    def case(self, name, function, *inputs):
        xs = [x.double().requires_grad_() if x.is_floating_point() else x for x in inputs]
        ys = function(*xs)
        ys = list(ys) if isinstance(ys, (tuple, list)) else [ys]
        for i, x in enumerate(inputs):
            self.arrays[f"{name}/x{i}"] = x.float() if x.is_floating_point() else x
        dys = []
        for i, y in enumerate(ys):
            self.arrays[f"{name}/y{i}"] = y
            if y.requires_grad:
                dys.append((y, self.normal(*y.shape)))
                self.arrays[f"{name}/dy{i}"] = dys[-1][1]
        real = [i for i, x in enumerate(xs) if x.is_floating_point()]
        if dys:
            grads = torch.autograd.grad(
                [y for y, _ in dys], [xs[i] for i in real], [d.double() for _, d in dys],
                allow_unused=True)
            for i, g in zip(real, grads):
                self.arrays[f"{name}/dx{i}"] = torch.zeros_like(xs[i]) if g is None else g
        source = " ".join(inspect.getsource(function).split()) if function.__name__ == "<lambda>" \
            else function.__name__
        self.metadata[name] = source

    def save(self, folder):
        write(f"{folder}/{self.name}.safetensors", self.arrays, self.metadata)


def unary(f):
    everywhere = dict(negate=torch.neg, abs=torch.abs, sign=torch.sign, square=torch.square,
        exp=torch.exp, expm1=torch.expm1, sin=torch.sin, cos=torch.cos, atan=torch.atan,
        sinh=torch.sinh, cosh=torch.cosh, tanh=torch.tanh, asinh=torch.asinh,
        sigmoid=torch.sigmoid, logSigmoid=F.logsigmoid, softplus=F.softplus, relu=F.relu,
        gelu=F.gelu, silu=F.silu, erf=torch.erf, erfc=torch.erfc, floor=torch.floor,
        ceil=torch.ceil, trunc=torch.trunc, round=torch.round)
    for name, function in everywhere.items():
        f.case(name, function, f.uniform(-4, 4, 3, 7))
    f.case("relu6", lambda x: F.relu6(2 * x), f.uniform(-4, 4, 3, 7))
    f.case("geluTanh", lambda x: F.gelu(x, approximate="tanh"), f.uniform(-4, 4, 3, 7))
    f.case("roundTies", torch.round, torch.tensor([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]))
    positive = dict(sqrt=torch.sqrt, rsqrt=torch.rsqrt, reciprocal=torch.reciprocal, log=torch.log,
        log2=torch.log2, log10=torch.log10, lgamma=torch.lgamma, digamma=torch.digamma)
    for name, function in positive.items():
        f.case(name, function, f.uniform(0.2, 5, 3, 7))
    for name in ("lgamma", "digamma"):
        x = torch.tensor([-2.5, -1.25, -0.5, 0.125, 3.0, 12.0, 40.0])
        f.case(name + "Wide", getattr(torch, name), x)
    f.case("polygamma1", lambda x: torch.polygamma(1, x), f.uniform(0.5, 6, 9))
    f.case("polygamma2", lambda x: torch.polygamma(2, x), f.uniform(0.5, 6, 9))
    inside = dict(asin=torch.asin, acos=torch.acos, atanh=torch.atanh, log1p=torch.log1p)
    for name, function in inside.items():
        f.case(name, function, f.uniform(-0.9, 0.9, 3, 7))
    f.case("tan", torch.tan, f.uniform(-1.2, 1.2, 3, 7))
    f.case("acosh", torch.acosh, f.uniform(1.2, 5, 3, 7))
    f.case("clamp", lambda x: torch.clamp(x, -0.5, 0.75), f.normal(3, 7))


def arithmetic(f):
    n, u = f.normal, f.uniform
    f.case("add", torch.add, n(3, 4), n(4))
    f.case("subtract", torch.sub, n(3, 4), n(3, 1))
    f.case("multiply", torch.mul, n(2, 1, 4), n(3, 1))
    f.case("divide", torch.div, n(3, 4), u(0.5, 2, 4))
    f.case("power", torch.pow, u(0.5, 2, 3, 4), n(4))
    f.case("powerNumber", lambda x: x ** 2.5, u(0.5, 2, 5))
    f.case("powerThree", lambda x: x ** 3, n(5))
    f.case("minimum", torch.minimum, n(3, 4), n(4))
    f.case("maximum", torch.maximum, n(3, 4), n(3, 1))
    f.case("maximumTies", torch.maximum, torch.tensor([1.0, 2, 3]), torch.tensor([1.0, 5, 3]))
    f.case("atan2", torch.atan2, n(3, 4), n(4))
    f.case("remainder", lambda a, b: torch.remainder(a, b.detach()), u(-5, 5, 3, 4),
        torch.tensor([1.5, -0.75, 2.25, -3]))
    f.case("where", lambda a, b: torch.where(a > 0, a, b), n(3, 4), n(4))
    f.case("affine", lambda x: x * 1.5 - 2, n(5))
    f.case("divideNumber", lambda x: x / 3, n(5))
    a, b = torch.tensor([1.0, 2, 3, 4, 5, 6]).reshape(2, 3), torch.tensor([1.0, 5, 2])
    compare = dict(equalTo=torch.eq, notEqualTo=torch.ne, less=torch.lt, lessEqual=torch.le,
        greater=torch.gt, greaterEqual=torch.ge)
    for name, function in compare.items():
        f.case(name, function, a, b)
    p, q = torch.tensor([[True], [False]]), torch.tensor([True, False, True])
    f.case("logicalAnd", torch.logical_and, p, q)
    f.case("logicalOr", torch.logical_or, p, q)
    f.case("logicalXor", torch.logical_xor, p, q)
    f.case("logicalNot", torch.logical_not, q)
    odd = torch.tensor([1.0, float("nan"), float("inf"), -float("inf"), 0])
    f.case("isNaN", torch.isnan, odd)
    f.case("isInfinite", torch.isinf, odd)
    f.case("isFinite", torch.isfinite, odd)


def reductions(f):
    x = lambda: f.normal(3, 4, 5)
    f.case("sum", lambda a: a.sum((0, 2)), x())
    f.case("sumAll", torch.sum, x())
    f.case("mean", lambda a: a.mean(1, keepdim=True), x())
    f.case("populationVariance", lambda a: a.var((0, 2), unbiased=False), x())
    f.case("sampleVariance", lambda a: a.var(1), x())
    f.case("populationDeviation", lambda a: a.std(1, unbiased=False), x())
    f.case("sampleDeviation", torch.std, x())
    f.case("product", lambda a: a.prod(2), x())
    f.case("productWithZero", torch.prod, torch.tensor([2.0, 0, -3]))
    f.case("min", lambda a: a.amin(1), x())
    f.case("max", lambda a: a.amax((0, 2)), x())
    f.case("maxTies", lambda a: a.amax(1), torch.tensor([[1.0, 2, 2], [3, 0, 3]]))
    f.case("norm", lambda a: torch.linalg.vector_norm(a, dim=2), x())
    f.case("normOfZeros", torch.linalg.vector_norm, torch.zeros(3))
    f.case("sumOfAbsolutes", lambda a: a.abs().sum(0), x())
    f.case("logSumExp", lambda a: torch.logsumexp(a, (0, 2)), x() * 20)
    f.case("cumulativeSum", lambda a: torch.cumsum(a, 1), x())
    f.case("argMax", lambda a: a.argmax(1), x())
    f.case("argMin", lambda a: a.argmin(2), x())
    f.case("any", lambda a: (a > 1.5).any(2), x())
    f.case("all", lambda a: (a > -1).all(2), x())


def products(f):
    n = f.normal
    f.case("matmul", torch.matmul, n(5, 7), n(7, 6))
    f.case("matmulVectors", torch.matmul, n(7), n(7))
    f.case("matmulMatrixVector", torch.matmul, n(5, 7), n(7))
    f.case("matmulVectorMatrix", torch.matmul, n(7), n(7, 5))
    f.case("matmulBatched", torch.matmul, n(3, 4, 5), n(3, 5, 2))
    f.case("matmulBroadcast", torch.matmul, n(2, 1, 4, 5), n(3, 5, 2))
    f.case("matmulRows", torch.matmul, n(2, 3, 5), n(5, 4))
    f.case("matmulTransposed", lambda a, b: a.mT @ b.mT, n(20, 17), n(18, 20))
    f.case("outer", torch.outer, n(4), n(3))
    f.case("dot", torch.dot, n(9), n(9))
    f.case("einsumMatmul", lambda a, b: torch.einsum("bij,bjk->ik", a, b), n(2, 3, 4), n(2, 4, 3))
    f.case("einsumDiagonal", lambda a: torch.einsum("ii->i", a), n(4, 4))
    f.case("einsumAttention", lambda a, b: torch.einsum("bqhd,bkhd->bhqk", a, b),
        n(2, 3, 2, 4), n(2, 5, 2, 4))
    f.case("einsumThree", lambda a, b, c: torch.einsum("i,ij,j->", a, b, c), n(3), n(3, 4), n(4))
    f.case("linear", F.linear, n(2, 3, 5), n(4, 5), n(4))
    f.case("linearWithoutBias", F.linear, n(3, 5), n(4, 5))


def indexing(f):
    n = f.normal
    rows, places = torch.tensor([2, 0, 2]), torch.tensor([[1, 0, 1], [2, 0, 1]])
    f.case("concat", lambda a, b: torch.cat((a, b), 1), n(2, 3), n(2, 2))
    f.case("stack", lambda a, b: torch.stack((a, b), 1), n(2, 3), n(2, 3))
    f.case("split", lambda a: torch.split(a, 2, 1), n(2, 5))
    f.case("chunk", lambda a: torch.chunk(a, 3, 0), n(7, 2))
    f.case("gather", lambda a, i: torch.gather(a, 0, i), n(3, 3), places)
    f.case("scatterAdd", lambda a, i: torch.zeros(4, 3, dtype=a.dtype).scatter_add(0, i, a),
        n(2, 3), places)
    f.case("indexSelect", lambda a, i: torch.index_select(a, 0, i), n(3, 2), rows)
    f.case("indexAdd", lambda a, i: torch.zeros(4, 2, dtype=a.dtype).index_add(0, i, a),
        n(3, 2), rows)
    f.case("sort", lambda a: torch.sort(a, dim=1, stable=True), n(3, 6))
    f.case("sortDescending", lambda a: torch.sort(a, dim=0, descending=True, stable=True), n(6, 2))
    f.case("topK", lambda a: torch.topk(a, 3, 1), n(3, 6))
    f.case("oneHot", lambda i: F.one_hot(i, 4), rows)
    f.case("maskedFill", lambda a, m: a.masked_fill(m, -2.5), n(2, 3), places > 0)
    f.case("permute", lambda a: a.permute(2, 0, 1), n(2, 3, 4))
    f.case("expand", lambda a: a.expand(2, 3, 4), n(3, 1))
    f.case("flip", lambda a: a.flip(0, 1), n(3, 4))
    f.case("pad", lambda a: F.pad(a, (1, 2), value=0.5), n(3, 4))
    f.case("unfold", lambda a: a.unfold(0, 3, 2), n(7, 2))
    f.case("slice", lambda a: a[1::2, -1], n(6, 3))
    f.case("repeat", lambda a: torch.cat((a, a, a), 0), n(2, 3))
    f.case("narrow", lambda a: a.narrow(1, 1, 2), n(2, 4))


def losses(f):
    n = f.normal
    f.case("softmax", lambda x: F.softmax(x, 1), n(4, 9))
    f.case("softmaxChannels", lambda x: F.softmax(x, 1), n(2, 5, 3))
    f.case("softmaxTemperature", lambda x: F.softmax(x / 0.7, -1), n(3, 6))
    f.case("logSoftmax", lambda x: F.log_softmax(x, -1), n(4, 9) * 10)
    classes = torch.tensor([2, 0, 4, 1])
    some = torch.tensor([2, -100, 4, 1])
    pixels = torch.tensor([[[2, 0, 1], [-100, 2, 2]], [[1, 1, 0], [0, -100, 2]]])
    f.case("crossEntropy", F.cross_entropy, n(4, 5), classes)
    f.case("crossEntropySum", lambda x, t: F.cross_entropy(x, t, reduction="sum"), n(4, 5), some)
    f.case("crossEntropyNone", lambda x, t: F.cross_entropy(x, t, reduction="none"), n(4, 5), some)
    f.case("crossEntropySmoothed", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1),
        n(4, 5), classes)
    f.case("crossEntropyIgnored", F.cross_entropy, n(4, 5), some)
    f.case("crossEntropyImages", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.2),
        n(2, 3, 2, 3), pixels)
    f.case("meanSquaredError", F.mse_loss, n(3, 4), n(3, 4))
    f.case("meanSquaredErrorSum", lambda a, b: F.mse_loss(a, b, reduction="sum"), n(3, 4), n(3, 4))
    f.case("binaryCrossEntropy", F.binary_cross_entropy_with_logits, n(3, 4) * 5,
        f.uniform(0, 1, 3, 4))


def windows(f):
    n = f.normal
    f.case("conv", F.conv2d, n(2, 3, 7, 6), n(4, 3, 3, 3), n(4))
    f.case("convWithoutBias", F.conv2d, n(2, 3, 7, 6), n(4, 3, 1, 1))
    f.case("convStride", lambda x, w, b: F.conv2d(x, w, b, stride=(2, 1), padding=1),
        n(2, 3, 8, 5), n(4, 3, 3, 3), n(4))
    f.case("convAsymmetric", lambda x, w, b: F.conv2d(F.pad(x, (0, 1, 1, 2)), w, b, stride=2),
        n(2, 2, 5, 6), n(3, 2, 3, 2), n(3))
    f.case("convDilation", lambda x, w, b: F.conv2d(x, w, b, padding=(2, 1), dilation=(2, 1)),
        n(1, 2, 7, 6), n(3, 2, 3, 3), n(3))
    f.case("convGroups", lambda x, w, b: F.conv2d(x, w, b, groups=2, padding=1),
        n(2, 4, 5, 5), n(6, 2, 3, 3), n(6))
    f.case("convDepthwise", lambda x, w: F.conv2d(x, w, groups=4), n(2, 4, 5, 5), n(4, 1, 3, 3))
    f.case("maxPool", lambda x: F.max_pool2d(x, 2), n(2, 3, 6, 7))
    f.case("maxPoolPadded", lambda x: F.max_pool2d(x, 3, 2, 1), n(2, 2, 6, 7))
    f.case("maxPoolCeil", lambda x: F.max_pool2d(x, (3, 2), (2, 3), ceil_mode=True), n(2, 2, 6, 7))
    f.case("maxPoolDilated", lambda x: F.max_pool2d(x, 2, 1, dilation=2), n(1, 2, 6, 5))
    f.case("avgPool", lambda x: F.avg_pool2d(x, 2), n(2, 3, 6, 7))
    f.case("avgPoolPadded", lambda x: F.avg_pool2d(x, 3, 2, 1), n(2, 2, 6, 7))
    f.case("avgPoolWithoutPadding",
        lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False), n(2, 2, 6, 7))
    f.case("avgPoolCeil", lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True), n(2, 2, 6, 8))
    f.case("avgPoolCeilWithoutPadding",
        lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False), n(2, 2, 6, 8))
    f.case("adaptiveAvgPool", lambda x: F.adaptive_avg_pool2d(x, (4, 3)), n(2, 2, 7, 5))
    f.case("adaptiveAvgPoolEven", lambda x: F.adaptive_avg_pool2d(x, (3, 2)), n(2, 2, 6, 6))
    f.case("adaptiveAvgPoolLarger", lambda x: F.adaptive_avg_pool2d(x, 7), n(2, 2, 3, 5))
    f.case("globalAvgPool", lambda x: F.adaptive_avg_pool2d(x, 1), n(2, 3, 4, 5))


def batches(*args):
    """Three training batches and one evaluation; the last outputs are the running statistics."""
    *xs, weight, bias = args
    mean, var = torch.zeros_like(weight.detach()), torch.ones_like(weight.detach())
    ys = [F.batch_norm(x, mean, var, weight, bias, True, 0.1, 1e-5) for x in xs]
    ys.append(F.batch_norm(xs[0], mean.clone(), var.clone(), weight, bias, False, 0.1, 1e-5))
    return ys + [mean, var]


def layers(f):
    n, u = f.normal, f.uniform
    f.case("layerNorm", lambda x, w, b: F.layer_norm(x, (6,), w, b), n(2, 3, 6), n(6), n(6))
    f.case("layerNormAlone", lambda x: F.layer_norm(x, (6,)), n(4, 6))
    f.case("batchNorm1d", batches, n(5, 3), n(5, 3) * 2 + 1, n(5, 3) - 3, u(0.5, 2, 3), n(3))
    f.case("batchNorm2d", batches, n(3, 2, 3, 4), n(3, 2, 3, 4) * 2 + 1, n(3, 2, 3, 4) - 3,
        u(0.5, 2, 2), n(2))
    f.case("embedding", lambda i, w: F.embedding(i, w), torch.tensor([[4, 0, 4], [1, 2, 0]]), n(5, 3))
    f.case("linearLayer", F.linear, n(3, 5), n(4, 5), n(4))
    f.case("convLayer", lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1),
        n(2, 2, 6, 6), n(3, 2, 3, 3), n(3))
    f.case("dropoutEval", lambda x: F.dropout(x, 0.4, training=False), n(3, 4))
    f.case("sequential", lambda x, w, b, v: F.linear(torch.tanh(F.linear(x, w, b)), v),
        n(3, 5), n(4, 5), n(4), n(2, 4))


def convolutions(f):
    n = f.normal
    f.case("conv1d", lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=2, dilation=2),
        n(2, 4, 11), n(6, 4, 3), n(6))
    f.case("conv1dGroups", lambda x, w: F.conv1d(x, w, groups=2), n(2, 4, 9), n(6, 2, 4))
    f.case("conv3d", lambda x, w, b: F.conv3d(x, w, b, padding=1),
        n(2, 3, 5, 6, 4), n(4, 3, 3, 3, 3), n(4))
    f.case("conv3dOptions",
        lambda x, w, b: F.conv3d(x, w, b, stride=2, padding=2, dilation=2, groups=2),
        n(2, 4, 7, 5, 6), n(6, 2, 2, 3, 2), n(6))
    f.case("convTranspose1d",
        lambda x, w, b: F.conv_transpose1d(x, w, b, stride=3, padding=1, output_padding=2),
        n(2, 4, 5), n(4, 3, 4), n(3))
    f.case("convTranspose2d", lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2, padding=1),
        n(2, 3, 4, 5), n(3, 4, 4, 4), n(4))
    f.case("convTranspose2dGroups",
        lambda x, w: F.conv_transpose2d(x, w, stride=2, output_padding=1, groups=2, dilation=2),
        n(2, 4, 4, 3), n(4, 3, 3, 3))
    f.case("convTranspose3d",
        lambda x, w, b: F.conv_transpose3d(x, w, b, stride=2, padding=1, output_padding=1),
        n(1, 3, 3, 4, 2), n(3, 2, 3, 3, 3), n(2))
    f.case("convLast",
        lambda x, w, b: F.conv2d(x.permute(0, 3, 1, 2), w, b, padding=1).permute(0, 2, 3, 1),
        n(2, 5, 6, 3), n(4, 3, 3, 3), n(4))
    f.case("convLastPointwise",
        lambda x, w, b: F.conv2d(x.permute(0, 3, 1, 2), w, b).permute(0, 2, 3, 1),
        n(2, 5, 6, 3), n(4, 3, 1, 1), n(4))
    f.case("conv3dLast",
        lambda x, w: F.conv3d(x.permute(0, 4, 1, 2, 3), w).permute(0, 2, 3, 4, 1),
        n(2, 4, 5, 6, 3), n(4, 3, 2, 3, 2))


class LeNet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.c2 = torch.nn.Conv2d(1, 6, 5, padding=2), torch.nn.Conv2d(6, 16, 5)
        self.f1, self.f2 = torch.nn.Linear(400, 120), torch.nn.Linear(120, 84)
        self.f3 = torch.nn.Linear(84, 10)

    def forward(self, x):
        h = F.max_pool2d(F.relu(self.c1(x)), 2)
        h = F.max_pool2d(F.relu(self.c2(h)), 2).flatten(1)
        return self.f3(F.relu(self.f2(F.relu(self.f1(h)))))


class SmallMlp(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.f1, self.f2 = torch.nn.Linear(20, 16), torch.nn.Linear(16, 5)

    def forward(self, x):
        return self.f2(torch.tanh(self.f1(x)))


def training(folder, name, model, x, targets, optimizers):
    """Ten steps with each optimizer, in float64 from a start in float32; kept in float32."""
    start = {k: v.clone() for k, v in model.state_dict().items()}
    arrays = {"x": x, "targets": targets, **{f"start/{k}": v for k, v in start.items()}}
    for key, create in optimizers.items():
        model = model.double()
        model.load_state_dict(start)
        optimizer, losses = create(model.parameters()), []
        for _ in range(10):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x.double()), targets)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        arrays[f"{key}/losses"] = torch.stack(losses)
        for k, v in model.state_dict().items():
            arrays[f"{key}/{k}"] = v.float()
    write(f"{folder}/{name}.safetensors", arrays, {"steps": "10"})


def main(folder):
    families = [unary, arithmetic, reductions, products, indexing, losses, windows, layers, convolutions]
    for seed, build in enumerate(families):
        family = Family(build.__name__, seed)
        build(family)
        family.save(folder)
    for build, seed in ((golden_activations.activations, 900),):
        family = Family(build.__name__, seed)
        build(family)
        family.save(folder)
    softmax = Family("softmax", 100)
    golden_softmax.build(softmax)
    softmax.save(folder)
    golden_upsampling.save(Family("upsampling", 100), folder)
    family = Family("smooth", 60)
    golden_smooth.smooth(family)
    family.save(folder)
    golden_normalization.save(Family, folder)
    golden_attention.save(Family, folder)
    golden_recurrent.save(Family, folder)
    for name, build, seed in (("special", golden_special.special, 1000),
            ("gamma-family", golden_gamma_family.gamma_family, 1001),
            ("implicit", golden_special.implicit, 1002),
            ("distributions", golden_distributions.distributions, 1003),
            ("draws", golden_draws.draws, 1004)):
        family = Family(name, seed)
        build(family)
        family.save(folder)
    golden_schedules.save(write, folder)
    golden_optimizers.save(write, folder)
    pooling = Family("pooling", 400)
    golden_pooling.build(pooling)
    pooling.save(folder)
    padding = Family("padding", 401)
    golden_padding.build(padding)
    padding.save(folder)
    shapes = Family("shapes", 700)
    golden_shapes.build(shapes)
    shapes.save(folder)
    write(f"{folder}/networks.safetensors", networks.golden(), {"rate": "0.01"})
    golden_variational.save(write, folder)
    torch.manual_seed(42)
    lenet, mlp = LeNet(), SmallMlp()
    images = torch.randint(0, 256, (16, 1, 28, 28)).float() / 255
    training(folder, "train-lenet", lenet, images, torch.arange(16) % 10, {
        "adam": lambda p: torch.optim.Adam(p, lr=1e-3),
        "nesterov": lambda p: torch.optim.SGD(
            p, lr=0.01, momentum=0.9, nesterov=True, weight_decay=5e-4),
    })
    training(folder, "train-mlp", mlp, torch.randn(16, 20), torch.arange(16) % 5, {
        "adamw": lambda p: torch.optim.AdamW(p, lr=1e-2, weight_decay=0.1),
        "adam": lambda p: torch.optim.Adam(p, lr=1e-2, weight_decay=0.01),
        "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    })


if __name__ == "__main__":
    main(sys.argv[1])
