"""Gamma, beta and count distributions: log-densities, entropies and divergences with the gradients in the
parameters, distribution functions in the value where PyTorch has them."""

import torch
import torch.distributions as D

torch.distributions.Distribution.set_default_validate_args(False)


def positive(f):
    u = f.uniform
    f.case("gammaLogProb", lambda a, r, x: D.Gamma(a, r).log_prob(x), u(0.3, 5, 3), u(0.3, 3, 2, 1), u(0.1, 6, 4, 2, 3))
    f.case("gammaEntropy", lambda a, r: D.Gamma(a, r).entropy(), u(0.2, 9, 4), u(0.3, 3, 3, 1))
    f.case("gammaMoments", lambda a, r: (D.Gamma(a, r).mean, D.Gamma(a, r).variance, D.Gamma(a, r).mode.detach()),
        u(0.2, 5, 4), u(0.3, 3, 4))
    f.case("gammaCdf", lambda a, r, x: D.Gamma(a.detach(), r).cdf(x), u(0.3, 5, 3), u(0.3, 3, 3), u(0.1, 6, 4, 3))
    f.case("gammaKl", lambda a, r, b, s: D.kl_divergence(D.Gamma(a, r), D.Gamma(b, s)), u(0.3, 5, 4), u(0.3, 3, 4),
        u(0.3, 5, 3, 1), u(0.3, 3, 4))
    f.case("chi2LogProb", lambda n, x: D.Chi2(n).log_prob(x), u(0.5, 9, 3), u(0.1, 9, 4, 3))
    f.case("chi2Entropy", lambda n: D.Chi2(n).entropy(), u(0.5, 9, 5))
    f.case("chi2Kl", lambda n, m: D.kl_divergence(D.Chi2(n), D.Chi2(m)), u(0.5, 9, 5), u(0.5, 9, 5))
    f.case("inverseGammaLogProb", lambda a, r, x: D.InverseGamma(a, r).log_prob(x), u(0.3, 5, 3), u(0.3, 3, 3),
        u(0.2, 4, 4, 3))
    f.case("inverseGammaEntropy", lambda a, r: D.InverseGamma(a, r).entropy(), u(0.3, 5, 3), u(0.3, 3, 3))
    f.case("inverseGammaMoments", lambda a, r: (D.InverseGamma(a, r).mean, D.InverseGamma(a, r).variance),
        u(2.2, 5, 3), u(0.3, 3, 3))
    t = lambda n, m, s: D.StudentT(n, m, s)
    f.case("studentTLogProb", lambda n, m, s, x: t(n, m, s).log_prob(x), u(0.5, 9, 3), u(-2, 2, 3), u(0.3, 3, 3),
        u(-6, 6, 4, 3))
    f.case("studentTEntropy", lambda n, m, s: t(n, m.detach(), s).entropy(), u(0.5, 9, 3), u(-2, 2, 3), u(0.3, 3, 3))
    f.case("studentTMoments", lambda n, m, s: (t(n, m, s).mean, t(n, m.detach(), s).variance), u(2.5, 9, 3), u(-2, 2, 3),
        u(0.3, 3, 3))


def shares(f):
    u = f.uniform
    b = lambda p, q: D.Beta(p, q)
    f.case("betaLogProb", lambda p, q, x: b(p, q).log_prob(x), u(0.3, 5, 3), u(0.3, 5, 2, 1), u(0.05, 0.95, 4, 2, 3))
    f.case("betaEntropy", lambda p, q: b(p, q).entropy(), u(0.3, 5, 3), u(0.3, 5, 3))
    f.case("betaMoments", lambda p, q: (b(p, q).mean, b(p, q).variance), u(0.3, 5, 3), u(0.3, 5, 3))
    f.case("betaMode", lambda p, q: b(p, q).mode, u(1.3, 5, 3), u(1.3, 5, 3))
    f.case("betaKl", lambda p, q, r, s: D.kl_divergence(b(p, q), b(r, s)), u(0.3, 5, 3), u(0.3, 5, 3), u(0.3, 5, 3),
        u(0.3, 5, 3))
    d = D.Dirichlet
    f.case("dirichletLogProb", lambda a, x: d(a).log_prob(torch.softmax(x, -1)), u(0.3, 5, 2, 4), u(-1, 1, 3, 2, 4))
    f.case("dirichletEntropy", lambda a: d(a).entropy(), u(0.3, 5, 3, 4))
    f.case("dirichletMoments", lambda a: (d(a).mean, d(a).variance), u(0.3, 5, 3, 4))
    f.case("dirichletMode", lambda a: d(a).mode.detach(), torch.tensor([[2.0, 3, 0.5], [1.2, 0.9, 4.0]]))
    f.case("dirichletKl", lambda a, c: D.kl_divergence(d(a), d(c)), u(0.3, 5, 3, 4), u(0.3, 5, 4))


def counts(f):
    u = f.uniform
    k = torch.tensor([[0.0, 1, 3], [2, 5, 10]])
    f.case("poissonLogProb", lambda r, k: D.Poisson(r).log_prob(k.detach()), u(0.3, 9, 3), k)
    f.case("poissonKl", lambda r, s: D.kl_divergence(D.Poisson(r), D.Poisson(s)), u(0.3, 9, 4), u(0.3, 9, 3, 1))
    n = torch.tensor([10.0, 12.0, 11.0])
    f.case("binomialLogProb", lambda l, n, k: D.Binomial(n.detach(), logits=l).log_prob(k.detach()), u(-2, 2, 3), n, k)
    f.case("binomialLogProbOfProbs", lambda p, n, k: D.Binomial(n.detach(), probs=p).log_prob(k.detach()),
        u(0.1, 0.9, 3), n, k)
    f.case("binomialMoments", lambda l, n: (D.Binomial(n.detach(), logits=l).mean,
        D.Binomial(n.detach(), logits=l).variance, D.Binomial(n, logits=l).mode.detach()), u(-2, 2, 3), n)
    f.case("binomialKl", lambda l, m, n: D.kl_divergence(D.Binomial(n.detach(), logits=l),
        D.Binomial(n.detach(), logits=m)), u(-2, 2, 3), u(-2, 2, 3), n)
    b = D.NegativeBinomial
    f.case("negativeBinomialLogProb", lambda r, l, k: b(r, logits=l).log_prob(k.detach()), u(0.3, 6, 3), u(-2, 2, 3), k)
    f.case("negativeBinomialMoments", lambda r, l: (b(r, logits=l).mean, b(r, logits=l).variance,
        b(r, logits=l).mode.detach()), u(0.3, 6, 3), u(-2, 2, 3))
    g = lambda l: D.Geometric(logits=l)
    f.case("geometricLogProb", lambda l, k: g(l).log_prob(k.detach()), u(-2, 2, 3), k)
    f.case("geometricLogProbOfProbs", lambda p, k: D.Geometric(p).log_prob(k.detach()), u(0.1, 0.9, 3), k)
    f.case("geometricEntropy", lambda l: g(l).entropy(), u(-2, 2, 3))
    f.case("geometricMoments", lambda l: (g(l).mean, g(l).variance), u(-2, 2, 3))
    f.case("geometricKl", lambda l, m: D.kl_divergence(g(l), g(m)), u(-2, 2, 3), u(-2, 2, 3))


def mixed(f):
    u, kl = f.uniform, D.kl_divergence
    f.case("klBetaGamma", lambda p, q, a, r: kl(D.Beta(p, q), D.Gamma(a, r)), *[u(0.3, 4, 3) for _ in range(4)])
    f.case("klBetaNormal", lambda p, q, m, s: kl(D.Beta(p, q), D.Normal(m, s)), *[u(0.3, 4, 3) for _ in range(4)])
    f.case("klBetaExponential", lambda p, q, r: kl(D.Beta(p, q), D.Exponential(r)), *[u(0.3, 4, 3) for _ in range(3)])
    f.case("klBetaUniform", lambda p, q, l, h: kl(D.Beta(p, q), D.Uniform(l, h)), u(0.3, 4, 3), u(0.3, 4, 3),
        u(-2, -1, 3), u(1, 2, 3))
    f.case("klGammaNormal", lambda a, r, m, s: kl(D.Gamma(a, r), D.Normal(m, s)), *[u(0.3, 4, 3) for _ in range(4)])
    f.case("klGammaGumbel", lambda a, r, m, s: kl(D.Gamma(a, r), D.Gumbel(m, s)), *[u(0.3, 4, 3) for _ in range(4)])
    f.case("klGammaExponential", lambda a, r, q: kl(D.Gamma(a, r), D.Exponential(q)), *[u(0.3, 4, 3) for _ in range(3)])
    f.case("klExponentialGamma", lambda q, a, r: kl(D.Exponential(q), D.Gamma(a, r)), *[u(0.3, 4, 3) for _ in range(3)])
    f.case("klParetoGamma", lambda m, k, a, r: kl(D.Pareto(m, k), D.Gamma(a, r)), u(0.3, 2, 3), u(1.5, 4, 3),
        u(0.3, 4, 3), u(0.3, 4, 3))
    f.case("klUniformGamma", lambda l, h, a, r: kl(D.Uniform(l, h), D.Gamma(a, r)), u(0.1, 1, 3), u(1.5, 4, 3),
        u(0.3, 4, 3), u(0.3, 4, 3))
    f.case("klUniformBeta", lambda l, h, p, q: kl(D.Uniform(l, h), D.Beta(p, q)), u(0.1, 0.4, 3), u(0.6, 0.9, 3),
        u(0.3, 4, 3), u(0.3, 4, 3))


def gamma_family(f):
    positive(f)
    shares(f)
    counts(f)
    mixed(f)
