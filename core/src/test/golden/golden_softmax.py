"""Softmax, cross-entropy and losses with every option, called from make_golden.py."""

import torch
import torch.nn.functional as F


def cross_entropy(f):
    n, u = f.normal, f.uniform
    some = torch.tensor([2, -100, 4, 1])
    w = u(0.3, 2, 5)
    kinds = {"Mean": "mean", "Sum": "sum", "None": "none"}
    for label, r in kinds.items():
        f.case(f"weighted{label}", lambda x, t, w, r=r: F.cross_entropy(x, t, w.detach(), reduction=r),
            n(4, 5), some, w)
        f.case(f"everything{label}", lambda x, t, w, r=r: F.cross_entropy(
            x, t, w.detach(), ignore_index=1, label_smoothing=0.2, reduction=r),
            n(4, 5), torch.tensor([2, 1, 4, 0]), w)
        f.case(f"soft{label}", lambda x, t, r=r: F.cross_entropy(x, t, reduction=r),
            n(3, 5), torch.softmax(n(3, 5), 1))
        f.case(f"softEverything{label}", lambda x, t, w, r=r: F.cross_entropy(
            x, t, w.detach(), label_smoothing=0.2, reduction=r), n(3, 5), torch.softmax(n(3, 5), 1), w)
    pixels = torch.randint(0, 3, (2, 4, 5), generator=f.rng)
    pixels[0, 1, 2] = -100
    f.case("pixels", lambda x, t, w: F.cross_entropy(x, t, w.detach(), label_smoothing=0.1),
        n(2, 3, 4, 5), pixels, u(0.3, 2, 3))
    f.case("softPixels", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1),
        n(2, 3, 2, 2), torch.softmax(n(2, 3, 2, 2), 1))
    f.case("oneRow", F.cross_entropy, n(1, 7), torch.tensor([3]))
    f.case("oneClass", F.cross_entropy, n(3, 1), torch.tensor([0, 0, 0]))
    f.case("longRow", lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1),
        n(2, 300), torch.tensor([3, 299]))
    f.case("noRows", lambda x, t: F.cross_entropy(x, t, reduction="sum"),
        n(0, 4), torch.zeros(0, dtype=torch.int64))
    f.case("logSoftmaxTemperature", lambda x: F.log_softmax(x / 1.7, -1), n(3, 6))
    f.case("nll", lambda x, t: F.nll_loss(F.log_softmax(x, 1), t), n(4, 5), some)
    f.case("nllWeighted", lambda x, t, w: F.nll_loss(x, t, w.detach(), ignore_index=4), n(4, 5),
        torch.tensor([2, 0, 4, 1]), u(0.3, 2, 5))
    f.case("nllPixels", lambda x, t: F.nll_loss(x, t, reduction="none"), n(2, 3, 4, 5), pixels)


def element_losses(f):
    n, u = f.normal, f.uniform
    answers = lambda *s: (n(*s) > 0).float()
    signs = lambda *s: (n(*s) > 0).float() * 2 - 1
    pair = lambda *s: (n(*s), n(*s))
    for label, r in {"Mean": "mean", "Sum": "sum", "None": "none"}.items():
        f.case(f"bce{label}", lambda x, t, r=r: F.binary_cross_entropy(x, t, reduction=r),
            u(0.01, 0.99, 3, 4), u(0, 1, 3, 4))
        f.case(f"l1{label}", lambda x, t, r=r: F.l1_loss(x, t, reduction=r), *pair(3, 4))
        f.case(f"huber{label}", lambda x, t, r=r: F.huber_loss(x, t, reduction=r, delta=0.7),
            *pair(3, 4))
    f.case("bceEdges", lambda x, t: F.binary_cross_entropy(
        x, t.detach(), reduction="none"), torch.tensor([0.0, 1, 0.5, 0, 1]),
        torch.tensor([1, 0, 0.25, 0.5, 0.5]))
    f.case("bceWeighted", lambda x, t, w: F.binary_cross_entropy(x, t, w.detach()),
        u(0.01, 0.99, 3, 4), answers(3, 4), u(0.3, 2, 4))
    f.case("bceLogits", lambda x, t, w, p: F.binary_cross_entropy_with_logits(
        x, t, w.detach(), pos_weight=p.detach()), n(3, 4) * 5, u(0, 1, 3, 4), u(0.3, 2, 3, 1), u(0.3, 2, 4))
    f.case("bceLogitsFar", lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="none"),
        torch.tensor([-1e4, 1e4, -80, 80, 0]), torch.tensor([1.0, 0, 0, 1, 1]))
    f.case("mseNone", lambda x, t: F.mse_loss(x, t, reduction="none"), *pair(2, 1, 3))
    f.case("mseOne", F.mse_loss, *pair(1, 1))
    f.case("mseEmpty", lambda x, t: F.mse_loss(x, t, reduction="sum"), *pair(0, 3))
    f.case("smoothL1", lambda x, t: F.smooth_l1_loss(x, t, beta=0.5), *pair(3, 4))
    f.case("smoothL1Zero", lambda x, t: F.smooth_l1_loss(x, t, beta=0.0), *pair(3, 4))
    f.case("logisticMse", lambda x, t: F.mse_loss(torch.sigmoid(x), t), n(3, 4), answers(3, 4))
    f.case("hingeEmbedding", lambda x, t: F.hinge_embedding_loss(x, t.detach(), margin=0.8),
        n(3, 4), signs(3, 4))
    f.case("softMargin", lambda x, t: F.soft_margin_loss(x, t.detach()), n(3, 4), signs(3, 4))
    f.case("kl", lambda x, t: F.kl_div(F.log_softmax(x, 1), t, reduction="batchmean"),
        n(3, 4), torch.softmax(n(3, 4), 1))
    f.case("klLog", lambda x, t: F.kl_div(x, t, reduction="batchmean", log_target=True), *pair(3, 4))
    f.case("klNone", lambda x, t: F.kl_div(x, t, reduction="none"), n(3, 4), u(0.1, 1, 3, 4))
    f.case("klMean", lambda x, t: F.kl_div(x, t.detach(), reduction="mean"), n(2, 2),
        torch.tensor([[0.0, 1], [0.5, 0.5]]))
    counts = torch.tensor([[0.0, 1, 2, 5], [3, 0, 1, 9]])
    f.case("poisson", lambda x, t: F.poisson_nll_loss(x, t.detach()), n(2, 4), counts)
    f.case("poissonFull", lambda x, t: F.poisson_nll_loss(x, t.detach(), full=True, reduction="none"),
        n(2, 4), counts)
    f.case("poissonMeans", lambda x, t: F.poisson_nll_loss(x, t.detach(), log_input=False, eps=1e-3),
        u(0.2, 4, 2, 4), counts)
    f.case("gaussian", F.gaussian_nll_loss, *pair(3, 4), u(0.3, 2, 3, 4))
    f.case("gaussianRows", lambda x, t, v: F.gaussian_nll_loss(x, t, v, full=True, reduction="none"),
        *pair(3, 4), u(0.3, 2, 3, 1))
    f.case("gaussianFlat", lambda x, t, v: F.gaussian_nll_loss(x, t, v, eps=0.7, reduction="sum"),
        *pair(3, 4), u(0.3, 2, 3))


def row_losses(f):
    n, u = f.normal, f.uniform
    signs = torch.tensor([1.0, -1, 1, -1])
    classes = torch.tensor([2, 0, 4, 1])
    for label, r in {"Mean": "mean", "Sum": "sum", "None": "none"}.items():
        f.case(f"multiMargin{label}", lambda x, t, r=r: F.multi_margin_loss(x, t, reduction=r),
            n(4, 5), classes)
        f.case(f"ranking{label}", lambda a, b, r=r: F.margin_ranking_loss(
            a, b, torch.tensor([1.0, -1, 1, -1], dtype=a.dtype), margin=0.5, reduction=r), n(4), n(4))
    f.case("multiMarginAll", lambda x, t, w: F.multi_margin_loss(
        x, t, p=2, margin=0.6, weight=w.detach()), n(4, 5), classes, u(0.3, 2, 5))
    labels = torch.tensor([[3, 0, -1, 1], [-1, 2, 0, 1], [0, 1, 2, 3]])
    f.case("multiLabelMargin", F.multilabel_margin_loss, n(3, 4), labels)
    f.case("multiLabelMarginNone", lambda x, t: F.multilabel_margin_loss(x, t, reduction="none"),
        n(3, 4), labels)
    answers = (n(3, 4) > 0).float()
    f.case("multiLabelSoft", lambda x, t, w: F.multilabel_soft_margin_loss(x, t.detach(), w.detach()),
        n(3, 4), answers, u(0.3, 2, 4))
    f.case("multiLabelSoftNone", lambda x, t: F.multilabel_soft_margin_loss(
        x, t.detach(), reduction="none"), n(3, 4), answers)
    f.case("cosine", lambda a, b, t: F.cosine_embedding_loss(a, b, t.detach(), margin=0.1),
        n(4, 3), n(4, 3), signs)
    f.case("cosineNone", lambda a, b, t: F.cosine_embedding_loss(
        a, b, t.detach(), margin=-0.9, reduction="none"), n(4, 3), n(4, 3), signs)
    f.case("triplet", F.triplet_margin_loss, n(4, 3), n(4, 3), n(4, 3))
    f.case("tripletAll", lambda a, b, c: F.triplet_margin_loss(
        a, b, c, margin=2.0, p=3, swap=True, reduction="none"), n(4, 3), n(4, 3), n(4, 3))
    f.case("tripletOne", lambda a, b, c: F.triplet_margin_loss(
        a, b, c, margin=2.0, p=1, reduction="sum"), n(4, 3), n(4, 3), n(4, 3))
    steps, lengths = torch.tensor([6, 5, 4]), torch.tensor([3, 2, 0])
    texts = torch.tensor([[1, 1, 2], [3, 1, 0], [0, 0, 0]])
    for label, r in {"Mean": "mean", "Sum": "sum", "None": "none"}.items():
        f.case(f"ctc{label}", lambda x, t, s, l, r=r: F.ctc_loss(
            F.log_softmax(x, 2), t, s, l, reduction=r), n(6, 3, 4), texts, steps, lengths)
    f.case("ctcJoined", lambda x, t, s, l: F.ctc_loss(F.log_softmax(x, 2), t, s, l, blank=3),
        n(6, 3, 4), torch.tensor([1, 1, 2, 0, 1]), steps, lengths)
    f.case("ctcInfinite", lambda x, t, s, l: F.ctc_loss(
        F.log_softmax(x, 2), t, s, l, zero_infinity=True), n(3, 2, 4),
        torch.tensor([[1, 1, 2], [3, 1, 0]]), torch.tensor([3, 3]), torch.tensor([3, 2]))
    adaptive(f)


def adaptive(f):
    """Adaptive softmax: the log-probabilities of all classes, of the targets, and the loss."""
    n = f.normal

    def run(x, t, head, bias, *tails):
        m = torch.nn.AdaptiveLogSoftmaxWithLoss(
            4, 11, [3, 6], div_value=2.0, head_bias=bias is not None).double()
        names = [k for k, _ in m.named_parameters()]
        values = dict(zip(names, (head, bias, *tails)))
        found = torch.func.functional_call(m, values, (x, t))
        log = torch.func.functional_call(Log(m), {f"m.{k}": v for k, v in values.items()}, (x,))
        return found.output, found.loss, log

    f.case("adaptive", run, n(5, 4), torch.tensor([0, 10, 4, 2, 7]), n(5, 4), n(5),
        n(2, 4), n(3, 2), n(1, 4), n(5, 1))


class Log(torch.nn.Module):
    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, x):
        return self.m.log_prob(x)


def build(f):
    cross_entropy(f)
    element_losses(f)
    row_losses(f)
