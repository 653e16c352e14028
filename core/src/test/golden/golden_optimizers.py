"""A hundred steps of every optimizer that PyTorch has, in float64, with the state at the end.

The gradient of step t is noise of that step plus half the parameter, so an error would stay and grow. The
orthogonalization of Muon is taken without its rounding to bfloat16."""

import torch

STEPS = 100
RATE = 0.05


def cases():
    o = torch.optim
    sgd = lambda **k: lambda p: o.SGD(p, lr=RATE, **k)
    yield "sgd", sgd()
    yield "sgdDecay", sgd(weight_decay=0.1)
    yield "sgdMomentum", sgd(momentum=0.9)
    yield "sgdDampening", sgd(momentum=0.9, dampening=0.3)
    yield "sgdNesterov", sgd(momentum=0.9, nesterov=True)
    yield "sgdMaximize", lambda p: o.SGD(p, lr=0.01, momentum=0.5, dampening=0.2, weight_decay=0.02, maximize=True)
    yield "adagrad", lambda p: o.Adagrad(p, lr=RATE)
    yield "adagradOptions", lambda p: o.Adagrad(
        p, lr=RATE, lr_decay=0.01, weight_decay=0.02, initial_accumulator_value=0.5, eps=1e-3)
    yield "adadelta", lambda p: o.Adadelta(p, lr=1.0)
    yield "adadeltaOptions", lambda p: o.Adadelta(p, lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.02)
    yield "rmsprop", lambda p: o.RMSprop(p, lr=RATE)
    yield "rmspropCentered", lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, centered=True, eps=1e-4)
    yield "rmspropMomentum", lambda p: o.RMSprop(p, lr=0.01, momentum=0.8, weight_decay=0.02)
    yield "adam", lambda p: o.Adam(p, lr=RATE)
    yield "adamAmsgrad", lambda p: o.Adam(p, lr=RATE, betas=(0.8, 0.9), amsgrad=True)
    yield "adamOptions", lambda p: o.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.1, maximize=True)
    yield "adamw", lambda p: o.AdamW(p, lr=RATE)
    yield "adamwAmsgrad", lambda p: o.AdamW(p, lr=RATE, weight_decay=0.2, amsgrad=True)
    yield "adamax", lambda p: o.Adamax(p, lr=RATE)
    yield "adamaxOptions", lambda p: o.Adamax(p, lr=0.01, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.1)
    yield "nadam", lambda p: o.NAdam(p, lr=RATE)
    yield "nadamOptions", lambda p: o.NAdam(
        p, lr=0.01, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.1, momentum_decay=0.02)
    yield "nadamw", lambda p: o.NAdam(p, lr=RATE, weight_decay=0.1, decoupled_weight_decay=True)
    yield "radam", lambda p: o.RAdam(p, lr=RATE)
    yield "radamOptions", lambda p: o.RAdam(
        p, lr=0.02, betas=(0.8, 0.95), eps=1e-2, weight_decay=0.1, decoupled_weight_decay=True)
    yield "adafactor", lambda p: o.Adafactor(p, lr=RATE)
    yield "adafactorOptions", lambda p: o.Adafactor(
        p, lr=0.5, beta2_decay=-0.6, eps=(1e-3, 0.1), d=1.5, weight_decay=0.02)
    yield "rprop", lambda p: o.Rprop(p, lr=0.01)
    yield "rpropOptions", lambda p: o.Rprop(p, lr=0.02, etas=(0.6, 1.3), step_sizes=(1e-3, 0.1))
    yield "asgd", lambda p: o.ASGD(p, lr=RATE)
    yield "asgdOptions", lambda p: o.ASGD(p, lr=RATE, lambd=0.01, alpha=0.5, t0=20, weight_decay=0.1)
    yield "muon", lambda p: o.Muon(p, lr=RATE)
    yield "muonOptions", lambda p: o.Muon(
        p, lr=0.02, momentum=0.8, nesterov=False, weight_decay=0.3, ns_coefficients=(3.0, -3.2, 1.2),
        ns_steps=3, adjust_lr_fn="match_rms_adamw")
    yield "sparseSgd", lambda p: o.SGD(p, lr=RATE)
    yield "sparseAdagrad", lambda p: o.Adagrad(p, lr=RATE)
    yield "sparseAdam", lambda p: o.SparseAdam(p, lr=RATE)


def run(name, make, start, noise, rows, arrays):
    only_matrices = name.startswith("muon") or name.startswith("sparse")
    params = [s.clone().requires_grad_() for s in start[: 1 if only_matrices else 2]]
    optimizer = make(params)
    for step in range(STEPS):
        for p, n in zip(params, noise):
            g = n[step] + 0.5 * p.detach()
            if name.startswith("sparse"):
                touched = rows[step].unique()
                g = torch.sparse_coo_tensor(touched.unsqueeze(0), g[touched], g.shape)
            p.grad = g
        optimizer.step()
        if step in (0, STEPS - 1):
            for label, p in zip("mv", params):
                arrays[f"{name}/{label}.after{step + 1}"] = p.detach().clone()
    for label, p in zip("mv", params):
        for slot, value in optimizer.state[p].items():
            if slot not in ("step", "eta", "mu") and torch.is_tensor(value):
                arrays[f"{name}/{label}.{slot}"] = value.detach().clone().double()


def save(write, folder):
    generator = torch.Generator().manual_seed(77)
    normal = lambda *shape: torch.randn(*shape, generator=generator, dtype=torch.float64)
    start = [normal(5, 3), normal(4)]
    noise = [normal(STEPS, 5, 3), normal(STEPS, 4)]
    rows = torch.randint(0, 5, (STEPS, 2), generator=generator)
    arrays = {"data/m": start[0], "data/v": start[1], "data/noise.m": noise[0], "data/noise.v": noise[1],
        "data/rows": rows}
    rounding = torch.Tensor.bfloat16
    torch.Tensor.bfloat16 = lambda self: self.clone()
    torch.set_default_dtype(torch.float64)  # NAdam's product of momenta has the default type
    try:
        for name, make in cases():
            run(name, make, start, noise, rows, arrays)
    finally:
        torch.Tensor.bfloat16 = rounding
        torch.set_default_dtype(torch.float32)
    write(f"{folder}/optimizers.safetensors", arrays, {"steps": str(STEPS)})
