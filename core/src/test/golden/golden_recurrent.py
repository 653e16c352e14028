"""The cases of recurrent.safetensors: RNN, LSTM, GRU and their cells.

Called by make_golden.py.
"""

import torch

VF = torch._VF
GATES = {"tanh": 1, "relu": 1, "lstm": 4, "gru": 3}
FUNCTIONS = {"tanh": VF.rnn_tanh, "relu": VF.rnn_relu, "lstm": VF.lstm, "gru": VF.gru}
CELLS = {"tanh": VF.rnn_tanh_cell, "relu": VF.rnn_relu_cell, "lstm": VF.lstm_cell, "gru": VF.gru_cell}
# batch, steps, features, hidden
SHAPES = [(2, 3, 4, 5), (1, 4, 3, 2), (3, 1, 2, 4), (2, 3, 3, 1), (0, 2, 3, 2), (9, 4, 5, 10)]


def save(family, folder):
    f = family("recurrent", 200)
    for kind in GATES:
        for i, shape in enumerate(SHAPES):
            layers(f, kind, i, *shape)
    for i, shape in enumerate(SHAPES):
        projected(f, i, *shape)
    f.save(folder)


def weights(f, kind, features, hidden, count, bias, state=None):
    """The weights of `count` layers and directions; the first `count // 2` or one read the input."""
    state, rows, all = state or hidden, GATES[kind] * hidden, []
    for i in range(count):
        first = i < max(1, count // 2)
        all.append(f.normal(rows, features if first else 2 * state) * 0.5)
        all.append(f.normal(rows, state) * (0.5 / hidden**0.5))
        if bias:
            all += [f.normal(rows) * 0.5, f.normal(rows) * 0.5]
        if state != hidden:
            all.append(f.normal(state, hidden) * 0.5)
    return all


def call(kind, x, states, w, bias, layers, both):
    """Output and last states."""
    start = tuple(states) if kind == "lstm" else states[0]
    return FUNCTIONS[kind](x, start, list(w), bias, layers, 0.0, False, both, True)


def layers(f, kind, i, b, t, n, h):
    names, x = (2 if kind == "lstm" else 1), lambda: f.normal(b, t, n)
    zeros = lambda x: [torch.zeros(1, b, h, dtype=x.dtype)] * names
    f.case(f"{kind}{i}", lambda x, *w: call(kind, x, zeros(x), w, True, 1, False), x(),
        *weights(f, kind, n, h, 1, True))
    start = lambda count: [f.normal(count, b, h) for _ in range(names)]
    f.case(f"{kind}State{i}",
        lambda x, *a: call(kind, x, a[:names], a[names:], False, 1, False),
        x(), *start(1), *weights(f, kind, n, h, 1, False))
    f.case(f"{kind}Deep{i}",
        lambda x, *a: call(kind, x, a[:names], a[names:], True, 2, True),
        x(), *start(4), *weights(f, kind, n, h, 4, True))
    state = [f.normal(b, h) for _ in range(names)]
    if b == 0:
        return  # PyTorch's cells take no empty batch
    f.case(f"{kind}Cell{i}",
        lambda x, *a: CELLS[kind](x, tuple(a[:2]) if kind == "lstm" else a[0], *a[names:]),
        f.normal(b, n), *state, *weights(f, kind, n, h, 1, True))


def projected(f, i, b, t, n, h):
    p = (h + 1) // 2
    if p == h:
        return
    f.case(f"projected{i}", lambda x, *a: call("lstm", x, a[:2], a[2:], True, 2, True),
        f.normal(b, t, n), f.normal(4, b, p), f.normal(4, b, h),
        *weights(f, "lstm", n, h, 4, True, p))
