"""The cases of chapter 9: activation functions with all their options."""

import torch
import torch.nn.functional as F

SHAPES = [(3, 7), (1,), (), (0, 3), (2, 3, 4)]

# numbers on both sides of every kink, and on it
EDGES = torch.tensor([-20.5, -6, -3, -2, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 2, 3, 6, 20.5])

FUNCTIONS = dict(
    mish=F.mish,
    softsign=F.softsign,
    # its own backward has 1/6 in float32 even for float64
    hardSigmoid=lambda x: F.relu6(x + 3) / 6,
    hardSwish=F.hardswish,
    squaredRelu=lambda x: F.relu(x).square(),
    geluSigmoid=lambda x: x * torch.sigmoid(1.702 * x),
    tanhShrink=F.tanhshrink,
    selu=F.selu,
    leakyRelu=lambda x: F.leaky_relu(x, 0.125),
    elu=lambda x: F.elu(x, 1.5),
    celu=lambda x: F.celu(x, 0.75),
    softplusBeta=lambda x: F.softplus(x, 2, 1e9),
    softplusThreshold=lambda x: F.softplus(x, 0.5, 1.25),
    swish=lambda x: x * torch.sigmoid(1.5 * x),
    hardTanh=lambda x: F.hardtanh(x, -0.5, 0.75),
    threshold=lambda x: F.threshold(x, 0.25, -1.5),
    hardShrink=lambda x: F.hardshrink(x, 0.5),
    softShrink=lambda x: F.softshrink(x, 0.5),
    rreluInference=lambda x: F.rrelu(x, 0.125, 0.375, training=False),
    silu=F.silu,
    gelu=F.gelu,
    geluTanh=lambda x: F.gelu(x, approximate="tanh"),
    logSigmoid=F.logsigmoid,
    relu6=F.relu6,
)


def activations(f):
    n = f.normal
    for name, function in FUNCTIONS.items():
        for i, shape in enumerate(SHAPES):
            # a single number stays away from the zeros of derivatives, where only the absolute error is small
            single = shape in ((), (1,))
            f.case(f"{name}_{i}", function, f.uniform(0.5, 2, *shape) if single else 2 * n(*shape))
        f.case(f"{name}_edges", function, EDGES)
    for i, (shape, channels) in enumerate([
            ((3, 4), 4), ((5,), 1), ((), 1), ((2, 3, 4), 3), ((2, 3, 5, 7), 3), ((1, 2, 33, 3), 2),
            ((4, 3, 2, 2), 1), ((0, 3, 2), 3), ((70, 9), 9), ((1, 1), 1)]):
        f.case(f"prelu_{i}", F.prelu, n(*shape), n(channels))
    f.case("prelu_edges", F.prelu, EDGES, torch.tensor([0.25]))
    f.case("swishLearned", lambda x, b: x * torch.sigmoid(b * x), n(3, 4), n(4))
    for i, (shape, axis) in enumerate([
            ((3, 4), -1), ((2,), 0), ((4, 3), 0), ((2, 6, 3), 1), ((0, 4), 1), ((1, 2, 1), 1)]):
        f.case(f"glu_{i}", lambda x, axis=axis: F.glu(x, axis), n(*shape))
    gates = dict(bilinear=lambda b: b, reglu=F.relu, geglu=F.gelu, swiglu=F.silu)
    for name, act in gates.items():
        f.case(name, lambda x, act=act: x.chunk(2, -1)[0] * act(x.chunk(2, -1)[1]), n(3, 8))
    f.case("maxout", lambda x: x.reshape(3, 4, 2).amax(2), n(3, 8))
    f.case("gatedFeedForward", lambda x, w, v, o: F.linear(F.silu(F.linear(x, w)) * F.linear(x, v), o),
        n(2, 3, 4), n(6, 4), n(6, 4), n(4, 6))
    f.case("feedForward", lambda x, w, b, v, c: F.linear(F.relu(F.linear(x, w, b)), v, c),
        n(3, 4), n(6, 4), n(6), n(4, 6), n(4))
