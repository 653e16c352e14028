"""Special functions of probability. Their gradients are PyTorch's; where it has none (in the first argument of
the incomplete gamma function, all of the beta function's) the argument is detached or the density written down."""

import math

import torch


def special(f):
    s, u = torch.special, f.uniform
    f.case("erfinv", torch.erfinv, u(-0.99, 0.99, 3, 5))
    f.case("erfinvNearOne", torch.erfinv, torch.tensor([-0.99999, 0.9999, 1e-20, 0.0]))
    f.case("ndtr", s.ndtr, u(-5, 5, 3, 5))
    f.case("ndtri", s.ndtri, u(0.01, 0.99, 3, 5))
    f.case("ndtriTails", s.ndtri, torch.tensor([1e-30, 1e-10, 1e-4, 0.999]))
    f.case("logNdtr", s.log_ndtr, u(-6, 5, 3, 5))
    f.case("logNdtrTail", s.log_ndtr, torch.tensor([-100.0, -40.0, -12.0]))
    f.case("xlogy", torch.xlogy, u(0.1, 3, 3, 4), u(0.1, 3, 4))
    f.case("xlogyZero", lambda x, y: torch.xlogy(x.detach(), y), torch.tensor([0.0, 2.0, 0.0]),
        torch.tensor([0.5, 3.0, 7.0]))
    f.case("xlog1py", s.xlog1py, u(0.1, 3, 3, 1), u(-0.9, 3, 3, 4))
    f.case("lbeta", lambda a, b: torch.lgamma(a) + torch.lgamma(b) - torch.lgamma(a + b),
        u(0.1, 6, 3, 4), u(0.1, 6, 4))
    f.case("multigammaln", lambda x: torch.mvlgamma(x, 4), u(1.7, 6, 3, 4))
    f.case("polygamma4", lambda x: torch.polygamma(4, x), u(0.7, 4, 3, 4))
    f.case("polygamma9", lambda x: torch.polygamma(9, x), u(1.5, 4, 3, 4))
    for name, function in (("gammainc", s.gammainc), ("gammaincc", s.gammaincc)):
        f.case(name, lambda a, x, g=function: g(a.detach(), x), u(0.2, 9, 3, 4), u(0.2, 9, 3, 4))
        f.case(name + "Wide", lambda a, x, g=function: g(a.detach(), x),
            torch.tensor([0.01, 0.5, 2.0, 30.0, 300.0, 300.0]),
            torch.tensor([0.3, 1e-4, 20.0, 25.0, 280.0, 310.0]))


def implicit(f):
    """Not through autograd: the derivatives themselves, as PyTorch approximates them."""
    a = torch.tensor([0.02, 0.2, 0.7, 1.0, 2.5, 9.0, 40.0, 400.0]).double()
    z = torch.linspace(-2, 2, 5).double().unsqueeze(1)
    x = a * (1 - 1 / (9 * (a + 1)) + z / (3 * torch.sqrt(a + 1))).clamp(min=0.2) ** 3
    f.arrays["gamma/a"], f.arrays["gamma/x"] = a, x
    f.arrays["gamma/slope"] = torch._standard_gamma_grad(a.expand_as(x), x)
    c = torch.tensor([[0.3, 2.0, 5.0], [1.0, 1.0, 1.0], [20.0, 0.5, 60.0], [0.9, 0.2, 0.4]]).double()
    y = torch.distributions.Dirichlet(c + 1).mean
    y = torch.stack([y, (y + 0.1) / 1.3])
    total = c.sum(-1, keepdim=True).expand_as(c)
    f.arrays["dirichlet/a"], f.arrays["dirichlet/x"] = c, y
    f.arrays["dirichlet/slope"] = torch._dirichlet_grad(
        y, c.expand_as(y).contiguous(), total.expand_as(y).contiguous())
    f.metadata["gamma"] = "torch._standard_gamma_grad"
    f.metadata["dirichlet"] = "torch._dirichlet_grad"
