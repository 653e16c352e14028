"""Learning rates of torch.optim.lr_scheduler over 100 steps, and optimizers that ask for gradients again:
L-BFGS on three functions."""

import math

import torch
from torch.optim import lr_scheduler as s
from torch.optim.swa_utils import SWALR

STEPS = 100


def rates(create, lr=0.1, metric=None, **options):
    """The rate of each step; `create` makes the scheduler of an optimizer."""
    p = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=lr, **options)
    scheduler, found = create(optimizer), []
    for i in range(STEPS):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(metric(i)) if metric else scheduler.step()
    return torch.tensor(found, dtype=torch.float64)


def noise(i):
    return math.exp(-0.05 * min(i, 40)) + 0.02 * math.sin(7.0 * i)


def schedules():
    found = {
        "step": rates(lambda o: s.StepLR(o, 7, gamma=0.6)),
        "multiStep": rates(lambda o: s.MultiStepLR(o, [10, 35, 36, 80], gamma=0.3)),
        "constantFactor": rates(lambda o: s.ConstantLR(o, factor=0.25, total_iters=13)),
        "exponential": rates(lambda o: s.ExponentialLR(o, 0.97)),
        "polynomial": rates(lambda o: s.PolynomialLR(o, total_iters=80, power=2.5)),
        "linear": rates(lambda o: s.LinearLR(o, start_factor=0.2, end_factor=0.9, total_iters=33)),
        "cosine": rates(lambda o: s.CosineAnnealingLR(o, T_max=100, eta_min=0.003)),
        "restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 9, T_mult=2, eta_min=0.001)),
        "restartsEqual": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 12)),
        "oneCycle": rates(lambda o: s.OneCycleLR(o, max_lr=0.5, total_steps=101), momentum=0.9),
        "oneCycleThree": rates(lambda o: s.OneCycleLR(o, max_lr=0.5, total_steps=101, pct_start=0.4,
            three_phase=True, div_factor=10, final_div_factor=100), momentum=0.9),
        "oneCycleLines": rates(lambda o: s.OneCycleLR(o, max_lr=0.5, total_steps=101,
            anneal_strategy="linear"), momentum=0.9),
        "triangular": rates(lambda o: s.CyclicLR(o, 0.01, 0.2, 8, 5, cycle_momentum=False)),
        "triangular2": rates(lambda o: s.CyclicLR(o, 0.01, 0.2, 8, mode="triangular2", cycle_momentum=False)),
        "expRange": rates(lambda o: s.CyclicLR(o, 0.01, 0.2, 8, mode="exp_range", gamma=0.98,
            cycle_momentum=False)),
        "sequential": rates(lambda o: s.SequentialLR(o, [
            s.LinearLR(o, start_factor=0.1, total_iters=10), s.ExponentialLR(o, 0.95)], [10])),
        "product": rates(lambda o: s.ChainedScheduler([
            s.StepLR(o, 20, gamma=0.5), s.ExponentialLR(o, 0.99)])),
        "noam": rates(lambda o: s.LambdaLR(o, lambda i:
            64 ** -0.5 * min((i + 1) ** -0.5, (i + 1) * 30 ** -1.5)), lr=2.0),
        "inverseTime": rates(lambda o: s.LambdaLR(o, lambda i: 1 / (1 + 0.2 * i))),
        "averaging": rates(lambda o: s.SequentialLR(o, [
            s.StepLR(o, 30, gamma=0.5), SWALR(o, swa_lr=0.02, anneal_epochs=10)], [40])),
        "plateau": rates(lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=3), metric=noise),
        "plateauCooldown": rates(lambda o: s.ReduceLROnPlateau(o, factor=0.7, patience=2, cooldown=4,
            threshold=0.01, threshold_mode="abs", min_lr=0.02), metric=noise),
        "plateauMax": rates(lambda o: s.ReduceLROnPlateau(o, mode="max", factor=0.5, patience=4,
            threshold=0.05), metric=lambda i: 1 - noise(i) / 2),
    }
    return {f"{name}/rates": values for name, values in found.items()}


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def beale(x):
    a, b = x[0], x[1]
    return (1.5 - a + a * b) ** 2 + (2.25 - a + a * b**2) ** 2 + (2.625 - a + a * b**3) ** 2


def quadratic(x):
    return (torch.linspace(1, 50, x.numel(), dtype=x.dtype) * (x - 1) ** 2).sum() / 2


def closures():
    problems = {
        "rosenbrock": (rosenbrock, [-1.2, 1.0, -0.5, 0.8, 2.0], 15, {}),
        "beale": (beale, [1.0, 1.0], 8, {"max_iter": 4}),
        "few": (rosenbrock, [-1.2, 1.0, -0.5, 0.8], 8, {"history_size": 3, "max_iter": 5}),
        "quadratic": (quadratic, [3.0, -2.0, 0.5, 4.0, -1.0, 2.0], 4, {"max_iter": 6}),
        "fixed": (quadratic, [3.0, -2.0, 0.5, 4.0, -1.0, 2.0], 4,
            {"max_iter": 6, "line_search_fn": None, "lr": 0.5}),
    }
    arrays = {}
    for name, (f, start, steps, options) in problems.items():
        p = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
        optimizer = torch.optim.LBFGS([p], **{"line_search_fn": "strong_wolfe", **options})
        losses, places = [], []

        def closure():
            optimizer.zero_grad()
            loss = f(p)
            loss.backward()
            return loss

        for _ in range(steps):
            losses.append(optimizer.step(closure).detach())
            places.append(p.detach().clone())
        arrays[f"{name}/start"] = torch.tensor(start, dtype=torch.float64)
        arrays[f"{name}/losses"] = torch.stack(losses)
        arrays[f"{name}/places"] = torch.stack(places)
    return arrays


def save(write, folder):
    write(f"{folder}/schedules.safetensors", schedules(), {"steps": str(STEPS)})
    write(f"{folder}/lbfgs.safetensors", closures(), {})
