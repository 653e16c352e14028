"""The cases of attention.safetensors: scaled dot-product attention, attention with several heads, and the
blocks of the Transformer.

Called by make_golden.py.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

sdpa = F.scaled_dot_product_attention


def save(family, folder):
    f = family("attention", 110)
    products(f)
    masks(f)
    heads(f)
    encoders(f)
    decoders(f)
    f.save(folder)


def products(f):
    n = f.normal
    # queries, then keys and values: of odd sizes, one and none
    shapes = [((2, 3, 5, 4), (2, 3, 7, 4), 4), ((1, 2, 9, 8), (1, 2, 9, 8), 3), ((1, 1, 1, 1), (1, 1, 1, 1), 1),
              ((1, 1, 70, 6), (1, 1, 67, 6), 9), ((0, 2, 3, 4), (0, 2, 5, 4), 4), ((1, 2, 0, 4), (1, 2, 3, 4), 4),
              ((1, 1, 2, 32), (1, 1, 130, 32), 8)]
    for i, (q, k, e) in enumerate(shapes):
        v = (*k[:3], e)
        f.case(f"attention{i}", lambda a, b, c: sdpa(a, b, c), n(*q), n(*k), n(*v))
        f.case(f"attentionCausal{i}", lambda a, b, c: sdpa(a, b, c, is_causal=True), n(*q), n(*k), n(*v))
        f.case(f"attentionScale{i}", lambda a, b, c: sdpa(a, b, c, scale=-0.4), n(*q), n(*k), n(*v))
    for i, (h, kh) in enumerate([(4, 2), (6, 2), (3, 1), (2, 2), (4, 1)]):
        f.case(f"attentionShared{i}", lambda a, b, c: sdpa(a, b, c, is_causal=True, enable_gqa=True),
            n(2, h, 5, 4), n(2, kh, 5, 4), n(2, kh, 5, 4))


def masks(f):
    n = f.normal
    q, k = (2, 3, 5, 4), (2, 3, 7, 4)
    for i, shape in enumerate([(5, 7), (2, 1, 5, 7), (1, 3, 1, 7), (2, 3, 5, 7), (1, 7), (2, 1, 1, 7)]):
        seen = torch.rand(shape, generator=f.rng) < 0.7
        seen[..., 0] = True
        f.case(f"attentionTruth{i}", lambda a, b, c, m: sdpa(a, b, c, attn_mask=m), n(*q), n(*k), n(*k), seen)
        f.case(f"attentionNumbers{i}", lambda a, b, c, m: sdpa(a, b, c, attn_mask=m), n(*q), n(*k), n(*k), n(*shape))
    lower = torch.ones(5, 7).tril(2).bool()
    f.case("attentionLowerRight", lambda a, b, c: sdpa(a, b, c, attn_mask=lower), n(*q), n(*k), n(*k))
    unseen = torch.ones(5, 7).bool()
    unseen[2] = False
    f.case("attentionUnseen", lambda a, b, c: sdpa(a, b, c, attn_mask=unseen), n(*q), n(*k), n(*k))


def layer(f, name, make, call, *xs):
    """A layer's function of its inputs and parameters, in the order of their names."""
    module = make().double()
    names = [k for k, _ in module.named_parameters()]
    values = []
    for key, p in module.named_parameters():
        norm = "norm" in key and key.endswith("weight")
        values.append(f.uniform(0.5, 2, *p.shape) if norm else f.normal(*p.shape) * 0.4)

    def run(*all):
        state = dict(zip(names, all[len(xs):]))
        y = torch.func.functional_call(module, state, *call(*all[:len(xs)]))
        return y[0] if isinstance(y, tuple) else y

    f.case(name, run, *xs, *values)


def future(steps):
    return torch.ones(steps, steps).triu(1).bool()


def heads(f):
    n = f.normal
    for i, (b, t, s, e, h) in enumerate([(2, 5, 7, 8, 2), (1, 1, 1, 4, 4), (3, 4, 6, 6, 3), (1, 7, 4, 9, 1),
                                         (0, 3, 3, 4, 2), (2, 3, 3, 8, 4)]):
        make = lambda: nn.MultiheadAttention(e, h, batch_first=True)
        plain = dict(need_weights=False)
        layer(f, f"heads{i}", make, lambda x: ((x, x, x), plain), n(b, t, e))
        mask = dict(need_weights=False, attn_mask=future(t))
        layer(f, f"headsCausal{i}", make, lambda x: ((x, x, x), mask), n(b, t, e))
        layer(f, f"headsAcross{i}", make, lambda x, y: ((x, y, y), plain), n(b, t, e), n(b, s, e))
        if b > 0:
            padding = torch.zeros(b, s).bool()
            padding[b - 1, (s + 1) // 2:] = True
            f_padded = lambda x, y, m: ((x, y, y), dict(need_weights=False, key_padding_mask=m))
            layer(f, f"headsPadded{i}", make, f_padded, n(b, t, e), n(b, s, e), padding)
    layer(f, "headsWithoutBias", lambda: nn.MultiheadAttention(8, 2, bias=False, batch_first=True),
        lambda x: ((x, x, x), dict(need_weights=False)), n(2, 5, 8))


SIZES = [(2, 5, 8, 2, 16), (1, 1, 4, 1, 3), (3, 4, 6, 3, 12), (1, 7, 8, 4, 5), (2, 3, 4, 2, 8),
         (0, 3, 4, 2, 6)]


def encoders(f):
    n = f.normal
    for i, (b, t, e, h, hidden) in enumerate(SIZES):
        for norm in (False, True):
            act = "gelu" if i % 2 else "relu"
            make = lambda: nn.TransformerEncoderLayer(e, h, hidden, 0.0, act, 1e-3, True, norm)
            place = "Before" if norm else "After"
            layer(f, f"encoder{place}{i}", make, lambda x: ((x,), {}), n(b, t, e))
            layer(f, f"encoder{place}Causal{i}", make, lambda x: ((x,), dict(src_mask=future(t))), n(b, t, e))
    stack = lambda: nn.TransformerEncoder(
        nn.TransformerEncoderLayer(8, 2, 16, 0.0, "relu", 1e-5, True, True), 2, nn.LayerNorm(8))
    layer(f, "encoderStack", stack, lambda x: ((x,), {}), n(2, 5, 8))


def decoders(f):
    n = f.normal
    for i, (b, t, e, h, hidden) in enumerate(SIZES):
        for norm in (False, True):
            act = "gelu" if i % 2 else "relu"
            make = lambda: nn.TransformerDecoderLayer(e, h, hidden, 0.0, act, 1e-3, True, norm)
            place = "Before" if norm else "After"
            call = lambda x, y: ((x, y), dict(tgt_mask=future(t)))
            layer(f, f"decoder{place}{i}", make, call, n(b, t, e), n(b, t + 2, e))
    stack = lambda: nn.TransformerDecoder(
        nn.TransformerDecoderLayer(8, 2, 16, 0.0, "gelu", 1e-5, True, False), 2)
    layer(f, "decoderStack", stack, lambda x, y: ((x, y), {}), n(2, 5, 8), n(2, 3, 8))
