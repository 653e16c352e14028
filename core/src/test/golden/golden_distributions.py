"""Distributions of locations, scales and shapes, discrete and relaxed ones, mixtures and transforms: log-densities in
the parameters and the value, distribution functions and quantiles, entropies, moments, and the divergences of all
pairs that PyTorch has. The gradient of a quantile in the parameters is that of a draw whose noise is frozen."""

import torch
import torch.distributions as D
from torch.distributions import transforms as T
from torch.distributions.relaxed_categorical import ExpRelaxedCategorical

torch.distributions.Distribution.set_default_validate_args(False)


def logistic(m, s):
    return D.TransformedDistribution(D.Uniform(torch.zeros_like(m), torch.ones_like(m)),
        [T.SigmoidTransform().inv, T.AffineTransform(m, s)])


def numbers(f, name, make, parameters, value, skip=()):
    """The cases of one distribution of numbers: value is drawn like a third parameter, [4, 3]."""
    n = len(parameters)
    ps = lambda: [p() for p in parameters]

    def log_prob(*x):
        return make(*x[:n]).log_prob(x[n])

    def cdf(*x):
        return make(*x[:n]).cdf(x[n])

    def icdf(*x):
        return make(*x[:n]).icdf(x[n])

    def entropy(*x):
        return make(*x).entropy()

    def moments(*x):
        d = make(*x)
        return d.mean, d.variance, d.mode.detach()

    f.case(name + "LogProb", log_prob, *ps(), value())
    f.case(name + "Cdf", cdf, *ps(), value())
    f.case(name + "Icdf", icdf, *ps(), f.uniform(0.05, 0.95, 4, 3))
    if "entropy" not in skip:
        f.case(name + "Entropy", entropy, *ps())
    if "moments" not in skip:
        f.case(name + "Moments", moments, *ps())


def lines(f):
    u = f.uniform
    loc, scale = (lambda: u(-2, 2, 3)), (lambda: u(0.4, 3, 3))
    anywhere, above = (lambda: u(-5, 5, 4, 3)), (lambda: u(0.1, 5, 4, 3))
    numbers(f, "normal", D.Normal, [loc, scale], anywhere)
    numbers(f, "laplace", D.Laplace, [loc, scale], anywhere)
    numbers(f, "gumbel", D.Gumbel, [loc, scale], anywhere)
    numbers(f, "logistic", logistic, [loc, scale], anywhere, ("entropy", "moments"))
    numbers(f, "cauchy", D.Cauchy, [loc, scale], anywhere, ("moments",))
    numbers(f, "uniform", D.Uniform, [lambda: u(-2, 0, 3), lambda: u(1, 3, 3)], lambda: u(0, 1, 4, 3), ("moments",))
    f.case("uniformMoments", lambda a, b: (D.Uniform(a, b).mean, D.Uniform(a, b).variance), u(-2, 0, 3), u(1, 3, 3))
    numbers(f, "logNormal", D.LogNormal, [loc, lambda: u(0.4, 1, 3)], above)
    numbers(f, "halfNormal", D.HalfNormal, [scale], above)
    numbers(f, "halfCauchy", D.HalfCauchy, [scale], above, ("moments",))
    numbers(f, "exponential", D.Exponential, [scale], above)
    numbers(f, "weibull", D.Weibull, [scale, lambda: u(1.2, 4, 3)], above)
    numbers(f, "pareto", D.Pareto, [lambda: u(0.5, 1, 3), lambda: u(2.5, 5, 3)], lambda: u(1.2, 4, 4, 3))


def discrete(f):
    u = f.uniform
    zeros = torch.tensor([[0.0, 1, 1], [1, 0, 1]])
    classes = torch.tensor([[0, 2], [1, 3], [3, 0]])
    hot = torch.nn.functional.one_hot(classes, 4).float()
    f.case("bernoulliLogProb", lambda l, x: D.Bernoulli(logits=l).log_prob(x), u(-3, 3, 3), zeros)
    f.case("bernoulliLogProbOfProbs", lambda p, x: D.Bernoulli(p).log_prob(x.detach()), u(0.05, 0.95, 3), zeros)
    f.case("bernoulliEntropy", lambda l: D.Bernoulli(logits=l).entropy(), u(-3, 3, 5))
    f.case("bernoulliMoments", lambda l: (D.Bernoulli(logits=l).mean, D.Bernoulli(logits=l).variance), u(-3, 3, 5))
    f.case("categoricalLogProb", lambda l: D.Categorical(logits=l).log_prob(classes), u(-3, 3, 2, 4))
    f.case("categoricalLogProbOfProbs", lambda p: D.Categorical(p).log_prob(classes), u(0.1, 3, 2, 4))
    f.case("categoricalEntropy", lambda l: D.Categorical(logits=l).entropy(), u(-3, 3, 2, 4))
    f.case("categoricalMode", lambda l: D.Categorical(logits=l.detach()).mode, u(-3, 3, 5, 4))
    o = D.OneHotCategorical
    f.case("oneHotLogProb", lambda l, x: o(logits=l).log_prob(x.detach()), u(-3, 3, 2, 4), hot)
    f.case("oneHotEntropy", lambda l: o(logits=l).entropy(), u(-3, 3, 2, 4))
    f.case("oneHotMoments", lambda l: (o(logits=l).mean, o(logits=l).variance, o(logits=l).mode.detach()),
        u(-3, 3, 2, 4))


def relaxed(f):
    u = f.uniform
    f.case("relaxedBernoulliLogProb", lambda t, l, x: D.RelaxedBernoulli(t, logits=l).log_prob(x), u(0.4, 2, 1),
        u(-2, 2, 3), u(0.05, 0.95, 4, 3))
    f.case("relaxedOneHotLogProb", lambda t, l, x: D.RelaxedOneHotCategorical(t.squeeze(), logits=l).log_prob(
        torch.softmax(x, -1)), u(0.4, 2, 1), u(-2, 2, 3, 4), u(-2, 2, 2, 3, 4))
    f.case("expRelaxedLogProb", lambda t, l, x: ExpRelaxedCategorical(t.squeeze(), logits=l).log_prob(
        torch.log_softmax(x, -1)), u(0.1, 2, 1), u(-2, 2, 3, 4), u(-5, 5, 2, 3, 4))


def lower(a):
    return a.tril(-1) + torch.diag_embed(a.diagonal(dim1=-2, dim2=-1).exp())


def vectors(f):
    u, m = f.uniform, D.MultivariateNormal
    a = lambda: u(-1, 1, 2, 3, 3)
    f.case("multivariateNormalLogProb", lambda m_, l, x: m(m_, scale_tril=lower(l)).log_prob(x), u(-1, 1, 3), a(),
        u(-2, 2, 4, 2, 3))
    f.case("multivariateNormalLogProbOfCovariance", lambda m_, l, x: m(m_, l @ l.mT + torch.eye(3, dtype=l.dtype))
        .log_prob(x), u(-1, 1, 2, 3), u(-1, 1, 3, 3), u(-2, 2, 4, 2, 3))
    f.case("multivariateNormalEntropy", lambda m_, l: m(m_.detach(), scale_tril=lower(l)).entropy(), u(-1, 1, 3), a())
    f.case("multivariateNormalMoments", lambda m_, l: (m(m_, scale_tril=lower(l)).mean,
        m(m_, scale_tril=lower(l)).variance), u(-1, 1, 2, 3), a())
    f.case("multivariateNormalKl", lambda p, q, r, s: D.kl_divergence(m(p, scale_tril=lower(q)),
        m(r, scale_tril=lower(s))), u(-1, 1, 3), a(), u(-1, 1, 3), u(-1, 1, 3, 3))


def composed(f):
    u = f.uniform
    mix = lambda w, m, s: D.MixtureSameFamily(D.Categorical(logits=w), D.Normal(m, s))
    three = lambda: (u(-1, 1, 2, 3), u(-2, 2, 2, 3), u(0.4, 2, 2, 3))
    f.case("mixtureLogProb", lambda w, m, s, x: mix(w, m, s).log_prob(x), *three(), u(-4, 4, 5, 2))
    f.case("mixtureCdf", lambda w, m, s, x: mix(w, m, s).cdf(x), *three(), u(-4, 4, 5, 2))
    f.case("mixtureMoments", lambda w, m, s: (mix(w, m, s).mean, mix(w, m, s).variance), *three())
    i = lambda m, s: D.Independent(D.Normal(m, s), 1)
    f.case("independentLogProb", lambda m, s, x: i(m, s).log_prob(x), u(-2, 2, 2, 3), u(0.4, 2, 3), u(-4, 4, 5, 2, 3))
    f.case("independentEntropy", lambda m, s: i(m.detach(), s).entropy(), u(-2, 2, 2, 3), u(0.4, 2, 3))
    t = D.TransformedDistribution
    n = lambda: (u(-1, 1, 3), u(0.4, 1.5, 3))
    f.case("affineExpLogProb", lambda m, s, a, b, x: t(D.Normal(m, s), [T.AffineTransform(a, b), T.ExpTransform()])
        .log_prob(x), *n(), u(-1, 1, 3), u(-1, -0.3, 3), u(0.2, 4, 4, 3))
    f.case("affineExpCdf", lambda m, s, a, b, x: t(D.Normal(m, s), [T.AffineTransform(a, b), T.ExpTransform()])
        .cdf(x), *n(), u(-1, 1, 3), u(0.3, 1, 3), u(0.2, 4, 4, 3))
    f.case("tanhLogProb", lambda m, s, x: t(D.Normal(m, s), [T.TanhTransform()]).log_prob(x), *n(), u(-0.9, 0.9, 4, 3))
    f.case("sigmoidLogProb", lambda m, s, x: t(D.Laplace(m, s), [T.SigmoidTransform()]).log_prob(x), *n(),
        u(0.05, 0.95, 4, 3))
    f.case("sigmoidCdf", lambda m, s, x: t(D.Laplace(m, s), [T.SigmoidTransform()]).cdf(x), *n(), u(0.05, 0.95, 4, 3))
    f.case("softplusLogProb", lambda m, s, x: t(D.Gumbel(m, s), [T.SoftplusTransform()]).log_prob(x), *n(),
        u(0.1, 4, 4, 3))
    f.case("powerLogProb", lambda r, e, x: t(D.Exponential(r), [T.PowerTransform(e)]).log_prob(x), u(0.4, 2, 3),
        u(0.5, 2, 3), u(0.1, 4, 4, 3))
    f.case("powerIcdf", lambda r, e, x: t(D.Exponential(r), [T.PowerTransform(e)]).icdf(x), u(0.4, 2, 3),
        u(0.5, 2, 3), u(0.1, 0.9, 4, 3))
    f.case("transformedKl", lambda m, s, a, b: D.kl_divergence(t(D.Normal(m, s), [T.SigmoidTransform()]),
        t(D.Normal(a, b), [T.SigmoidTransform()])), *n(), *n())


FAMILIES = dict(normal=D.Normal, laplace=D.Laplace, gumbel=D.Gumbel, cauchy=D.Cauchy, uniform=D.Uniform,
    exponential=D.Exponential, halfNormal=D.HalfNormal, pareto=D.Pareto, logNormal=D.LogNormal)


def divergences(f):
    u = f.uniform
    both = lambda: (u(-1, 1, 3), u(0.5, 1.5, 3))
    of = dict(normal=both, laplace=both, gumbel=both, cauchy=both, logNormal=both,
        uniform=lambda: (u(1, 1.5, 3), u(2, 3, 3)), exponential=lambda: (u(0.5, 2, 3),),
        halfNormal=lambda: (u(0.5, 2, 3),), pareto=lambda: (u(0.8, 0.95, 3), u(3, 6, 3)))
    for p, one in FAMILIES.items():
        for q, other in FAMILIES.items():
            mine, its = of[p](), of[q]()
            if p == q == "uniform":
                its = (u(0, 0.9, 3), u(3.1, 4, 3))
            if p == q == "pareto":
                mine = (u(1, 2, 3), u(3, 6, 3))
            try:
                D.kl_divergence(one(*mine), other(*its))
            except NotImplementedError:
                continue
            n = len(mine)

            def kl(*x, one=one, other=other, n=n):
                return D.kl_divergence(one(*x[:n]), other(*x[n:]))

            f.case("kl" + p[0].upper() + p[1:] + q[0].upper() + q[1:], kl, *mine, *its)
    k = D.kl_divergence
    b, c, o = D.Bernoulli, D.Categorical, D.OneHotCategorical
    f.case("klBernoulli", lambda p, q: k(b(logits=p), b(logits=q)), u(-2, 2, 4), u(-2, 2, 4))
    f.case("klCategorical", lambda p, q: k(c(logits=p), c(logits=q)), u(-2, 2, 3, 4), u(-2, 2, 4))
    f.case("klOneHot", lambda p, q: k(o(logits=p), o(logits=q)), u(-2, 2, 3, 4), u(-2, 2, 4))
    i = lambda m, s: D.Independent(D.Normal(m, s), 1)
    f.case("klIndependent", lambda m, s, a, b: k(i(m, s), i(a, b)), u(-1, 1, 2, 3), u(0.5, 2, 2, 3), u(-1, 1, 2, 3),
        u(0.5, 2, 2, 3))


def factors(f):
    n = f.normal
    tri = torch.linalg.solve_triangular
    spd = lambda x: x @ x.mT + 2 * torch.eye(x.shape[-1], dtype=x.dtype)
    for name, shape in dict(one=(1, 1), three=(3, 3), batch=(2, 1, 4, 4)).items():
        f.case("cholesky_" + name, lambda x: torch.linalg.cholesky(spd(x)), n(*shape))
    cases = dict(one=((1, 1), (1, 2)), three=((3, 3), (3, 2)), broadcast=((4, 4), (2, 4, 1)),
        batch=((2, 3, 3), (3, 5)))
    for name, (a, b) in cases.items():
        diagonal = 2 * torch.eye(a[-1], dtype=torch.float64)
        f.case("solveLower_" + name, lambda x, y: tri((x + diagonal).tril(), y, upper=False), n(*a) * 0.5, n(*b))
        f.case("solveUpper_" + name, lambda x, y: tri((x + diagonal).triu(), y, upper=True), n(*a) * 0.5, n(*b))


def distributions(f):
    lines(f)
    discrete(f)
    relaxed(f)
    vectors(f)
    composed(f)
    divergences(f)
    factors(f)
