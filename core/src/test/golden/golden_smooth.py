"""Smooth stand-ins for hard functions, and the losses made of them. What PyTorch has (log-sum-exp, norms,
softplus, logaddexp) is called; the rest is written down from the papers' formulas, for autograd to
differentiate."""

import math

import torch
import torch.nn.functional as F


def soft_sort(x, t):
    return torch.softmax(-(x.sort(-1).values.unsqueeze(-1) - x.unsqueeze(-2)).abs() / t, -1)


def neural_sort(x, t):
    n = x.shape[-1]
    apart = (x.unsqueeze(-1) - x.unsqueeze(-2)).abs().sum(-1)
    scale = n + 1 - 2 * torch.arange(1, n + 1, dtype=x.dtype)
    return torch.softmax((scale.unsqueeze(-1) * x.unsqueeze(-2) - apart.unsqueeze(-2)) / t, -1)


def soft_rank(x, t):
    return torch.sigmoid((x.unsqueeze(-1) - x.unsqueeze(-2)) / t).sum(-1) - 0.5


def onehot(t, classes, dtype):
    return F.one_hot(t, classes).movedim(-1, 1).to(dtype)


def exclusive(x, t):
    return torch.softmax(x, 1), onehot(t, x.shape[1], x.dtype)


def counts(p, t):
    axes = [0] + list(range(2, p.dim()))
    return (p * t).sum(axes), p.sum(axes), t.sum(axes)


def f_beta(p, t, beta, micro=False, weighted=False):
    tp, predicted, actual = counts(p, t)
    if micro:
        tp, predicted, actual = tp.sum(), predicted.sum(), actual.sum()
    score = (1 + beta**2) * tp / (predicted + beta**2 * actual)
    return 1 - ((score * actual).sum() / actual.sum() if weighted else score.mean())


def dice_per_example(p, t):
    axes = list(range(2, p.dim()))
    tp = (p * t).sum(axes)
    return (1 - (2 * tp + 1) / (p.sum(axes) + t.sum(axes) + 1)).mean()


def tversky(p, t, alpha, beta, smooth):
    tp, predicted, actual = counts(p, t)
    return (1 - (tp + smooth) / (tp + alpha * (predicted - tp) + beta * (actual - tp) + smooth)).mean()


def lovasz(errors, truth):
    """Of one row: the errors in order, each times what its pixel adds to the Jaccard loss."""
    values, order = torch.sort(errors, descending=True, stable=True)
    truth = truth[order]
    total, loss, before = truth.sum(), 0.0, 0.0
    for i in range(len(values)):
        kept = total - truth[: i + 1].sum()
        union = total + (1 - truth[: i + 1]).sum()
        loss, before = loss + values[i] * (1 - kept / union - before), 1 - kept / union
    return loss


def lovasz_hinge(x, t):
    return lovasz(F.relu(1 - x.reshape(-1) * (2 * t.reshape(-1) - 1)), t.reshape(-1))


def lovasz_softmax(x, t):
    p, truth = exclusive(x, t)
    losses = [
        lovasz((truth[:, c] - p[:, c]).abs().reshape(-1), truth[:, c].reshape(-1))
        for c in range(x.shape[1])
        if truth[:, c].sum() > 0
    ]
    return sum(losses) / len(losses)


def soft_auc(s, t):
    return 1 - torch.sigmoid((s[t].unsqueeze(1) - s[~t].unsqueeze(0)) / 0.5).mean()


def smooth(f):
    n = f.normal
    f.case("max", lambda x: torch.logsumexp(3 * x, 1) / 3, n(4, 9))
    f.case("maxAll", lambda x: torch.logsumexp(0.5 * x, (0, 1, 2)) / 0.5, n(2, 1, 5))
    f.case("maxKept", lambda x: torch.logsumexp(3 * x, (0, 2), keepdim=True) / 3, n(2, 3, 4))
    f.case("maxOfOne", lambda x: torch.logsumexp(3 * x, 1) / 3, n(4, 1))
    f.case("maxOfNoRows", lambda x: torch.logsumexp(3 * x, 1) / 3, n(0, 4))
    f.case("maxLarge", lambda x: torch.logsumexp(10 * x, 1) / 10, n(3, 4) * 1000)
    f.case("min", lambda x: -torch.logsumexp(-3 * x, 0) / 3, n(4, 3))
    f.case("mellowmax", lambda x: (torch.logsumexp(2 * x, 1) - math.log(6)) / 2, n(3, 6))
    f.case("boltzmann", lambda x: (x * torch.softmax(2 * x, 1)).sum(1), n(3, 6))
    f.case("pNorm3", lambda x: torch.linalg.vector_norm(x, 3, dim=1), n(3, 6))
    f.case("pNorm1", lambda x: torch.linalg.vector_norm(x, 1, dim=0), n(3, 6))
    f.case("pNormAll", lambda x: torch.linalg.vector_norm(x, 7.5), n(2, 3, 2))
    f.case("pair", lambda a, b: torch.logaddexp(2 * a, 2 * b) / 2, n(3, 4), n(4))
    f.case("erfPair", lambda a, b: (a + b + (a - b) * torch.erf(2 * (a - b))) / 2, n(3, 4), n(3, 1))
    f.case("swishPair", lambda a, b: (a - b) * torch.sigmoid(2 * (a - b)) + b, n(5), n(5))
    f.case("rootAbs", lambda x: torch.sqrt(x**2 + 0.09), n(3, 4))
    f.case("logCoshAbs", lambda x: torch.logaddexp(2 * x, -2 * x) / 2, n(3, 4))
    f.case("erfAbs", lambda x: x * torch.erf(2 * x), n(7))
    f.case("relu", lambda x: F.softplus(x, beta=3), n(3, 4))
    f.case("reluOfNothing", lambda x: F.softplus(x, beta=3), n(3, 0))
    f.case("step", lambda x: torch.sigmoid(3 * x), n(1, 5))
    f.case("sign", lambda x: torch.tanh(3 * x), n(3, 1))
    f.case("onehotArgmax", lambda x: torch.softmax(x / 0.3, 1), n(2, 4, 3))
    f.case("argmax", lambda x: (torch.softmax(x / 0.3, 1)
        * torch.arange(5, dtype=x.dtype)).sum(1), n(3, 5))
    f.case("rank", lambda x: soft_rank(x, 0.4), n(2, 6))
    f.case("softSort", lambda x: soft_sort(x, 0.4), n(2, 5))
    f.case("softSorted", lambda x: (soft_sort(x, 0.4) @ x.unsqueeze(-1)).squeeze(-1), n(2, 5))
    f.case("neuralSort", lambda x: neural_sort(x, 2.0), n(2, 5))
    f.case("neuralSortOfOne", lambda x: neural_sort(x, 2.0), n(2, 1))
    classes = torch.tensor([2, 0, 1, 2, 2])
    pixels = torch.tensor([[[2, 0], [1, 1]], [[0, 0], [2, 1]]])
    labels = (n(5, 3) > 0.3).float()
    f.case("softAccuracy", lambda x, t: 1 - (exclusive(x, t)[0] * exclusive(x, t)[1]).sum(1).mean(),
        n(2, 3, 2, 2), pixels)
    f.case("softF1", lambda x, t: f_beta(*exclusive(x, t), 1.0), n(5, 3), classes)
    f.case("softF1Images", lambda x, t: f_beta(*exclusive(x, t), 1.0), n(2, 3, 2, 2), pixels)
    f.case("softF2Micro", lambda x, t: f_beta(*exclusive(x, t), 2.0, micro=True), n(5, 3), classes)
    f.case("softPrecision", lambda x, t: f_beta(torch.sigmoid(x), t.detach(), 0.0), n(5, 3), labels)
    f.case("softRecallWeighted",
        lambda x, t: f_beta(torch.sigmoid(x), t.detach(), 1e6, weighted=True), n(5, 3), labels)
    f.case("softDice", lambda x, t: tversky(*exclusive(x, t), 0.5, 0.5, 0.5), n(2, 3, 2, 2), pixels)
    f.case("softDicePerExample", lambda x, t: dice_per_example(*exclusive(x, t)),
        n(2, 3, 2, 2), pixels)
    f.case("softIou", lambda x, t: tversky(torch.sigmoid(x), t.detach(), 1.0, 1.0, 0.0),
        n(5, 3), labels)
    f.case("tversky", lambda x, t: tversky(*exclusive(x, t), 0.3, 0.7, 1.0), n(5, 3), classes)
    f.case("lovaszHinge", lambda x, t: lovasz_hinge(x, t.detach()), n(5, 3), labels)
    f.case("lovaszSoftmax", lovasz_softmax, n(2, 3, 2, 2), pixels)
    f.case("softAuc", soft_auc, n(9), torch.tensor([1, 0, 0, 1, 1, 0, 0, 1, 0]) > 0)
