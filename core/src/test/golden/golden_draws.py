"""Draws whose noise is given: PyTorch's own rsample with its random numbers replaced, and the gradients along the path.
The last input is a uniform or normal number; each source of randomness is patched to make its noise of it."""

from unittest import mock

import torch
import torch.distributions as D
from golden_distributions import logistic, lower
from torch.distributions.relaxed_categorical import ExpRelaxedCategorical


def frozen(make, noise):
    """rsample of make() where every generator gives the noise: uniform or normal numbers, or what follows from them."""
    u = noise.detach()

    def normal(shape, dtype, device):
        return u

    def exponential(self):
        return -torch.log1p(-u)

    def cauchy(self):
        return torch.tan(torch.pi * (u - 0.5))

    def symmetric(self, low, high):
        return 2 * u - 1  # Laplace's

    patches = [mock.patch("torch.rand", lambda *a, **k: u), mock.patch.object(torch.Tensor, "exponential_", exponential),
        mock.patch.object(torch.Tensor, "cauchy_", cauchy), mock.patch.object(torch.Tensor, "uniform_", symmetric)]
    for module in ("normal", "multivariate_normal"):
        patches.append(mock.patch(f"torch.distributions.{module}._standard_normal", normal))
    for patch in patches:
        patch.start()
    try:
        d = make()
        shape = u.shape[: u.dim() - len(d.batch_shape) - len(d.event_shape)]
        return d.rsample(shape)
    finally:
        for patch in patches:
            patch.stop()


def draws(f):
    u = f.uniform
    loc, scale, chance = (lambda: u(-2, 2, 3)), (lambda: u(0.4, 3, 3)), (lambda: u(0.02, 0.98, 4, 3))
    of = lambda name, make, *inputs: f.case(name, lambda *x: frozen(lambda: make(*x[:-1]), x[-1]), *inputs)
    of("normal", D.Normal, loc(), scale(), f.normal(4, 3))
    of("logNormal", D.LogNormal, loc(), u(0.4, 1, 3), f.normal(4, 3))
    of("halfNormal", D.HalfNormal, scale(), f.normal(4, 3))
    of("laplace", D.Laplace, loc(), scale(), chance())
    of("gumbel", D.Gumbel, loc(), scale(), chance())
    of("logistic", logistic, loc(), scale(), chance())
    of("cauchy", D.Cauchy, loc(), scale(), chance())
    of("halfCauchy", D.HalfCauchy, scale(), chance())
    of("uniform", D.Uniform, u(-2, 0, 3), u(1, 3, 3), chance())
    of("exponential", D.Exponential, scale(), chance())
    of("weibull", D.Weibull, scale(), u(0.8, 4, 3), chance())
    of("pareto", D.Pareto, scale(), u(1, 5, 3), chance())
    of("relaxedBernoulli", lambda t, l: D.RelaxedBernoulli(t, logits=l), u(0.4, 2, 1), u(-2, 2, 3), chance())
    of("relaxedOneHot", lambda t, l: D.RelaxedOneHotCategorical(t.squeeze(), logits=l), u(0.4, 2, 1), u(-2, 2, 3, 4),
        u(0.02, 0.98, 2, 3, 4))
    of("expRelaxed", lambda t, l: ExpRelaxedCategorical(t.squeeze(), logits=l), u(0.1, 2, 1), u(-2, 2, 3, 4),
        u(0.02, 0.98, 2, 3, 4))
    of("multivariateNormal", lambda m, l: D.MultivariateNormal(m, scale_tril=lower(l)), u(-1, 1, 3),
        u(-1, 1, 2, 3, 3), f.normal(4, 2, 3))
    of("multivariateNormalOfCovariance", lambda m, l: D.MultivariateNormal(m, l @ l.mT + torch.eye(3, dtype=l.dtype)),
        u(-1, 1, 2, 3), u(-1, 1, 3, 3), f.normal(4, 2, 3))
