"""The cases of normalization.safetensors: layer, RMS, group, instance, batch and local response norm.

Called by make_golden.py.
"""

import torch
import torch.nn.functional as F


def save(family, folder):
    f = family("normalization", 100)
    rows(f)
    groups(f)
    instances(f)
    batches(f)
    responses(f)
    f.save(folder)


def rows(f):
    n = f.normal
    # the shapes, and over how many last axes each is normalized
    shapes = [((4, 6), 1), ((2, 3, 4), 2), ((2, 1, 5), 2), ((5, 2), 1), ((0, 4), 1), ((37,), 1),
              ((3, 2, 2, 3), 3), ((2, 67), 1)]
    for i, (shape, k) in enumerate(shapes):
        last = shape[-k:]
        # without epsilon two numbers always become -1 and 1, and the gradient is lost in rounding
        eps = 0.5 if last == (2,) else 1e-5
        x = n(*shape) * 2 + 1
        f.case(f"layerNorm{i}", lambda a: F.layer_norm(a, last, eps=eps), x)
        f.case(f"layerNormWeight{i}", lambda a, w: F.layer_norm(a, last, w, None, 100 * eps),
            x, n(*last))
        f.case(f"layerNormBias{i}", lambda a, w, b: F.layer_norm(a, last, w, b, eps), x, n(*last),
            n(*last))
        f.case(f"rmsNorm{i}", lambda a: F.rms_norm(a, last, eps=eps), x)
        f.case(f"rmsNormWeight{i}", lambda a, w: F.rms_norm(a, last, w, 100 * eps), x, n(*last))
    f.case("rmsNormOfOne", lambda a, w: F.rms_norm(a, (1,), w, 0.5), n(5, 1), n(1))


def groups(f):
    n = f.normal
    shapes = [((2, 6, 5), 3), ((3, 6), 2), ((1, 4, 3, 2), 1), ((2, 3, 1, 1), 1), ((0, 4, 3), 2),
              ((2, 4, 2, 2, 3), 4), ((2, 4, 6, 6), 2)]
    for i, (shape, k) in enumerate(shapes):
        x = n(*shape) * 2 + 1
        f.case(f"groupNorm{i}", lambda a: F.group_norm(a, k), x)
        f.case(f"groupNormBias{i}", lambda a, w, b: F.group_norm(a, k, w, b, 1e-3), x,
            n(shape[1]), n(shape[1]))


def running(function, *args):
    """Two training batches and one evaluation; the last outputs are the running statistics."""
    *xs, weight, bias = args
    mean, var = torch.zeros_like(weight.detach()), torch.ones_like(weight.detach())
    ys = [function(x, mean, var, weight, bias, True) for x in xs]
    ys.append(function(xs[0], mean.clone(), var.clone(), weight, bias, False))
    return ys + [mean, var]


def instances(f):
    n, u = f.normal, f.uniform
    for i, shape in enumerate([(2, 3, 5), (3, 2, 4, 3), (1, 2, 2, 3, 2), (2, 1, 40), (1, 1, 3)]):
        f.case(f"instanceNorm{i}", lambda a: F.instance_norm(a), n(*shape) * 2 + 1)
        f.case(f"instanceNormBias{i}",
            lambda a, w, b: F.instance_norm(a, weight=w, bias=b, eps=1e-3),
            n(*shape) * 2 + 1, n(shape[1]), n(shape[1]))
        f.case(f"instanceNormRunning{i}",
            lambda *a: running(
                lambda x, m, v, w, b, t: F.instance_norm(x, m, v, w, b, t, 0.3), *a),
            n(*shape), n(*shape) * 2 + 1, u(0.5, 2, shape[1]), n(shape[1]))


def layer(create, training, evaluation):
    """A layer over the training batches, then in evaluation; then its running statistics."""
    def run(*xs):
        norm = create().double()
        ys = [norm(x) for x in xs[:training]]
        norm.eval()
        ys += [norm(x) for x in xs[training:training + evaluation]]
        return ys + ([] if norm.running_mean is None else [norm.running_mean, norm.running_var])
    return run


def batches(f):
    n = f.normal
    kinds = {1: torch.nn.BatchNorm1d, 2: torch.nn.BatchNorm2d, 3: torch.nn.BatchNorm3d}
    for i, shape in enumerate([(5, 3), (4, 2, 3), (1, 2, 3, 4), (3, 1, 2, 1), (2, 2, 1, 2, 3),
                               (2, 2, 5, 7)]):
        c, kind = shape[1], kinds[max(1, len(shape) - 2)]
        xs = lambda: (n(*shape), n(*shape) * 2 + 1, n(*shape) - 3)
        f.case(f"batchNormPlain{i}", layer(lambda: kind(c, affine=False), 2, 1), *xs())
        f.case(f"batchNormAverage{i}",
            layer(lambda: kind(c, momentum=None, affine=False), 2, 1), *xs())
        f.case(f"batchNormUntracked{i}",
            layer(lambda: kind(c, eps=1e-3, affine=False, track_running_stats=False), 2, 1), *xs())


def responses(f):
    n = f.normal
    lrn = F.local_response_norm
    f.case("localResponse0", lambda a: lrn(a, 3), n(2, 5, 4) * 9)
    f.case("localResponse1", lambda a: lrn(a, 2, 0.1, 0.5, 2.0), n(2, 4, 3, 2))
    f.case("localResponse2", lambda a: lrn(a, 5, 1.0, 1.5, 1.0), n(1, 3, 2, 1, 2))
    f.case("localResponse3", lambda a: lrn(a, 1, 1.0), n(2, 1, 3))
    f.case("localResponse4", lambda a: lrn(a, 4, 0.5), n(0, 3, 2))
