"""Every operation of the chapters on five shapes or more: axes of size 1, an empty axis, more axes than usual.

Called by make_golden.py. The options of an operation are tried in the scripts of the families; here each has
one setting, and the shapes vary. Losses give the numbers of all rows and their sum. `op_i` is the case of `op`
on its shape i; ShapesGoldenCases has the functions under the same names. What PyTorch refuses:

- an instance norm of an empty batch with weights ("select(): index 0 out of range"), here without;
- connectionist temporal classification of an empty batch ("log_probs tensor must not be empty");
- pooling and max unpooling with an empty axis other than the batch.
"""

import torch
import torch.nn.functional as F

ELEMENTS = [(3, 4), (1,), (5, 1), (0, 3), (2, 3, 2)]
ROWS = [(4, 5), (1, 7), (3, 1), (0, 4), (2, 3, 4), (2, 3, 1, 2), (0, 3, 2)]
TABLES = [(4, 5), (1, 7), (3, 1), (0, 4), (2, 2)]
LINES = [(2, 2, 9), (1, 1, 2), (1, 3, 5), (0, 2, 6), (2, 1, 4)]
PLANES = [(2, 2, 6, 7), (1, 1, 2, 2), (1, 2, 3, 2), (0, 2, 5, 4), (1, 1, 4, 9)]
VOLUMES = [(1, 2, 3, 4, 3), (1, 1, 2, 2, 2), (2, 1, 2, 3, 4), (0, 1, 2, 4, 2), (1, 2, 2, 6, 2)]


def functions(f):
    everywhere = dict(exp=torch.exp, expm1=torch.expm1, tanh=torch.tanh, sigmoid=torch.sigmoid,
        softplus=F.softplus, relu=F.relu, erf=torch.erf, erfc=torch.erfc)
    positive = dict(log=torch.log, log1p=torch.log1p, lgamma=torch.lgamma, digamma=torch.digamma)
    for i, shape in enumerate(ELEMENTS):
        for name, function in everywhere.items():
            f.case(f"{name}_{i}", function, f.normal(*shape))
        for name, function in positive.items():
            # away from the zeros, where only the absolute error is small
            f.case(f"{name}_{i}", function, f.uniform(2.5, 5, *shape))


def softmaxes(f):
    last = dict(softmax=torch.softmax, logSoftmax=torch.log_softmax, logSumExp=torch.logsumexp)
    for i, shape in enumerate([(3, 7), (1, 5), (4, 1), (0, 4), (2, 3, 4), (1,)]):
        for name, function in last.items():
            f.case(f"{name}_{i}", lambda x, function=function: function(x, -1), f.normal(*shape))
    for i, shape in enumerate([(3, 7), (1, 5), (4, 1), (0, 4), (2, 3, 4), (1, 4, 1, 2), (2, 3, 0)]):
        f.case(f"softmaxSecond_{i}", lambda x: torch.softmax(x, 1), f.normal(*shape))
        f.case(f"logSoftmaxSecond_{i}", lambda x: torch.log_softmax(x, 1), f.normal(*shape))


def both(loss):
    return lambda *x: (loss("none", *x), loss("sum", *x))


def summed(loss):
    """PyTorch's own sum of the margins of an empty batch is a number that nobody has written."""
    return lambda *x: (loss("none", *x), loss("none", *x).sum())


def element_losses(f):
    n, u = f.normal, f.uniform
    answers = lambda *s: (n(*s) > 0).float()
    signs = lambda *s: (n(*s) > 0).float() * 2 - 1
    losses = dict(
        bce=(lambda r, x, t: F.binary_cross_entropy(x, t, reduction=r),
            lambda *s: (u(0.01, 0.99, *s), u(0, 1, *s))),
        bceLogits=(lambda r, x, t: F.binary_cross_entropy_with_logits(x, t, reduction=r),
            lambda *s: (n(*s), u(0, 1, *s))),
        l1=(lambda r, x, t: F.l1_loss(x, t, reduction=r), lambda *s: (n(*s), n(*s))),
        mse=(lambda r, x, t: F.mse_loss(x, t, reduction=r), lambda *s: (n(*s), n(*s))),
        huber=(lambda r, x, t: F.huber_loss(x, t, reduction=r, delta=0.7),
            lambda *s: (n(*s), n(*s))),
        smoothL1=(lambda r, x, t: F.smooth_l1_loss(x, t, reduction=r, beta=0.5),
            lambda *s: (n(*s), n(*s))),
        hingeEmbedding=(lambda r, x, t: F.hinge_embedding_loss(x, t.detach(), 0.8, reduction=r),
            lambda *s: (n(*s), signs(*s))),
        softMargin=(lambda r, x, t: F.soft_margin_loss(x, t.detach(), reduction=r),
            lambda *s: (n(*s), signs(*s))),
        kl=(lambda r, x, t: F.kl_div(x, t, reduction=r), lambda *s: (n(*s), u(0.1, 1, *s))),
        klLog=(lambda r, x, t: F.kl_div(x, t, reduction=r, log_target=True),
            lambda *s: (n(*s), n(*s))),
        poisson=(lambda r, x, t: F.poisson_nll_loss(x, t.detach(), full=True, reduction=r),
            lambda *s: (n(*s), u(0, 6, *s).floor())),
        gaussian=(lambda r, x, t, v: F.gaussian_nll_loss(x, t, v, full=True, reduction=r),
            lambda *s: (n(*s), n(*s), u(0.3, 2, *s))),
    )
    for name, (loss, inputs) in losses.items():
        for i, shape in enumerate(ELEMENTS):
            f.case(f"{name}_{i}", both(loss), *inputs(*shape))


def classes(f, shape, low=0):
    rest = shape[:1] + shape[2:]
    return torch.randint(low, shape[1], rest, generator=f.rng)


def class_losses(f):
    n, u = f.normal, f.uniform
    for i, shape in enumerate(ROWS):
        f.case(f"crossEntropy_{i}", both(lambda r, x, t: F.cross_entropy(x, t, reduction=r)),
            n(*shape), classes(f, shape))
        f.case(f"crossEntropyOptions_{i}", both(lambda r, x, t, w: F.cross_entropy(
            x, t, w.detach(), ignore_index=0, label_smoothing=0.2, reduction=r)),
            n(*shape), classes(f, shape), u(0.3, 2, shape[1]))
        f.case(f"crossEntropyShares_{i}", both(lambda r, x, t: F.cross_entropy(x, t, reduction=r)),
            n(*shape), torch.softmax(n(*shape), 1))
        f.case(f"nll_{i}", both(lambda r, x, t: F.nll_loss(x, t, ignore_index=0, reduction=r)),
            n(*shape), classes(f, shape))
    for i, shape in enumerate(TABLES):
        labels = torch.stack([torch.randperm(shape[1], generator=f.rng) for _ in range(shape[0])]) \
            if shape[0] else torch.zeros(shape, dtype=torch.int64)
        labels[:, shape[1] // 2 + 1:] = -1
        f.case(f"multiMargin_{i}", summed(lambda r, x, t: F.multi_margin_loss(x, t, reduction=r)),
            n(*shape), classes(f, shape))
        f.case(f"multiLabelMargin_{i}",
            summed(lambda r, x, t: F.multilabel_margin_loss(x, t, reduction=r)), n(*shape), labels)
        f.case(f"multiLabelSoftMargin_{i}",
            both(lambda r, x, t: F.multilabel_soft_margin_loss(x, t.detach(), reduction=r)),
            n(*shape), (n(*shape) > 0).float())


def pair_losses(f):
    n = f.normal
    signs = lambda k: (n(k) > 0).float() * 2 - 1
    for i, shape in enumerate([(4, 3), (1, 5), (3, 2), (0, 3), (5, 7)]):
        f.case(f"cosine_{i}", both(lambda r, a, b, t: F.cosine_embedding_loss(
            a, b, t.detach(), 0.1, reduction=r)), n(*shape), n(*shape), signs(shape[0]))
        f.case(f"triplet_{i}",
            both(lambda r, a, b, c: F.triplet_margin_loss(a, b, c, reduction=r)),
            n(*shape), n(*shape), n(*shape))
    for i, size in enumerate([4, 1, 2, 0, 9]):
        f.case(f"ranking_{i}", both(lambda r, a, b, t: F.margin_ranking_loss(
            a, b, t.detach(), 0.5, reduction=r)), n(size), n(size), signs(size))
    # steps, batch, classes, and the longest text
    for i, (s, b, c, l) in enumerate([(6, 3, 4, 3), (1, 1, 2, 1), (4, 1, 3, 0), (5, 2, 6, 2), (7, 4, 2, 2)]):
        f.case(f"ctc_{i}", both(lambda r, x, t, steps, lengths: F.ctc_loss(
            F.log_softmax(x, 2), t, steps, lengths, reduction=r, zero_infinity=True)),
            n(s, b, c), torch.randint(1, c, (b, l), generator=f.rng),
            torch.full((b,), s), torch.randint(0, l + 1, (b,), generator=f.rng))


def poolings(f):
    n = f.normal
    lines = dict(
        lpPool1d=lambda x: F.lp_pool1d(x, 2.0, 2),
        adaptiveAvgPool1d=lambda x: F.adaptive_avg_pool1d(x, 3),
        adaptiveMaxPool1d=lambda x: F.adaptive_max_pool1d(x, 3, True))
    planes = dict(
        avgPool2d=lambda x: F.avg_pool2d(x, 3, 2, 1),
        adaptiveAvgPool2d=lambda x: F.adaptive_avg_pool2d(x, (2, 3)))
    volumes = dict(
        avgPool3d=lambda x: F.avg_pool3d(x, 2),
        lpPool3d=lambda x: F.lp_pool3d(x, 2.0, 2),
        adaptiveAvgPool3d=lambda x: F.adaptive_avg_pool3d(x, (2, 1, 3)),
        adaptiveMaxPool3d=lambda x: F.adaptive_max_pool3d(x, (2, 1, 3), True))
    for names, shapes in ((lines, LINES), (planes, PLANES), (volumes, VOLUMES)):
        for name, function in names.items():
            for i, shape in enumerate(shapes):
                f.case(f"{name}_{i}", function, n(*shape))
    f.case("avgPool2d_5", planes["avgPool2d"], n(1, 1, 1, 1))
    f.case("adaptiveAvgPool2d_5", planes["adaptiveAvgPool2d"], n(1, 1, 1, 1))
    pools = dict(maxUnpool1d=(F.max_pool1d, F.max_unpool1d, LINES),
        maxUnpool2d=(F.max_pool2d, F.max_unpool2d, PLANES),
        maxUnpool3d=(F.max_pool3d, F.max_unpool3d, VOLUMES))
    for name, (pool, unpool, shapes) in pools.items():
        for i, shape in enumerate(shapes):
            y, places = pool(n(*shape), 2, return_indices=True)
            f.case(f"{name}_{i}", lambda x, at, s=shape[2:], unpool=unpool: unpool(
                x, at, 2, output_size=s), n(*y.shape), places)
    for i, shape in enumerate(PLANES):
        f.case(f"fractionalMaxPool2d_{i}", lambda x, s: F.fractional_max_pool2d(
            x, 2, output_size=(1, 1), _random_samples=s.detach(), return_indices=True),
            n(*shape), f.uniform(0, 1, *shape[:2], 2))
    # PyTorch wants more room here than two windows that begin at different places need
    for i, shape in enumerate([(1, 2, 3, 4, 3), (1, 1, 3, 3, 3), (2, 1, 3, 3, 4), (0, 1, 3, 4, 3), (1, 2, 4, 5, 3)]):
        f.case(f"fractionalMaxPool3d_{i}", lambda x, s: F.fractional_max_pool3d(
            x, 2, output_size=(1, 1, 1), _random_samples=s.detach(), return_indices=True),
            n(*shape), f.uniform(0, 1, *shape[:2], 3))


def norms(f):
    n, u = f.normal, f.uniform
    for i, shape in enumerate([(2, 3, 5), (1, 1, 3), (0, 2, 4), (2, 1, 2, 3), (1, 2, 2, 1, 3)]):
        f.case(f"instanceNorm_{i}", F.instance_norm, n(*shape))
    for i, shape in enumerate([(5, 3), (4, 1), (0, 4), (2, 3, 2), (2, 1, 2, 3), (1, 2, 2, 1, 3)]):
        f.case(f"batchNorm_{i}", lambda x, w, b: F.batch_norm(x, None, None, w, b, True),
            n(*shape), n(shape[1]), n(shape[1]))
    for i, shape in enumerate([(5, 3), (1, 1), (0, 4), (2, 3, 1), (2, 1, 2, 3), (1, 2, 2, 1, 3)]):
        c = shape[1]
        f.case(f"batchNormInference_{i}", lambda x, w, b, m, v: F.batch_norm(
            x, m.detach(), v.detach(), w, b), n(*shape), n(c), n(c), n(c), u(0.5, 2, c))


def adaptive(f):
    n = f.normal

    def run(x, t, head, bias, *tails):
        m = torch.nn.AdaptiveLogSoftmaxWithLoss(4, 11, [3, 6], div_value=2.0, head_bias=True).double()
        values = dict(zip([k for k, _ in m.named_parameters()], (head, bias, *tails)))
        return torch.func.functional_call(m, values, (x, t)).output

    for i, rows in enumerate([5, 1, 3, 0, 7]):
        f.case(f"adaptiveSoftmax_{i}", run, n(rows, 4), torch.randint(0, 11, (rows,), generator=f.rng),
            n(5, 4), n(5), n(2, 4), n(3, 2), n(1, 4), n(5, 1))


def build(f):
    for cases in (functions, softmaxes, element_losses, class_losses, pair_losses, poolings, norms, adaptive):
        cases(f)
