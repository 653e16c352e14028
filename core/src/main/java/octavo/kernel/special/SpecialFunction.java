package octavo.kernel.special;

import octavo.kernel.elementwise.GammaFunctions;

/// Special functions of one to three numbers, each with its definition in double precision. The names
/// and the order of arguments are those of SciPy and PyTorch.
public enum SpecialFunction {
  /// The inverse of the error function.
  ERFINV("erfinv", 1),
  /// The quantile of the normal distribution, `Φ⁻¹ p`.
  NDTRI("ndtri", 1),
  /// `ln Φ(x)`, finite where `Φ` underflows.
  LOG_NDTR("logNdtr", 1),
  /// Its derivative `φ(x)/Φ(x)`.
  LOG_NDTR_SLOPE("logNdtr", 1),
  /// The derivative of order `n` of digamma, of `(n, x)`.
  POLYGAMMA("polygamma", 2),
  /// `ln B(a, b)`.
  LBETA("lbeta", 2),
  /// `ψ(a + b) - ψ(a)`, of `(a, b)`.
  DIGAMMA_STEP("lbeta", 2),
  /// The regularized lower incomplete gamma function, of `(a, x)`.
  GAMMAINC("gammainc", 2),
  /// The regularized upper incomplete gamma function, of `(a, x)`.
  GAMMAINCC("gammaincc", 2),
  /// `xᵃ⁻¹e⁻ˣ/Γ(a)`, of `(a, x)`.
  GAMMA_DENSITY("gammainc", 2),
  /// How a gamma number `x` moves with its concentration `a`: `dx/da` at a constant quantile.
  GAMMA_SLOPE("gamma", 2),
  /// The derivative of [#GAMMA_SLOPE] with respect to `a`, of `(a, x)`.
  GAMMA_CURVATURE("gamma", 2),
  /// How the logarithm `l` of a gamma number moves with its concentration `a`.
  LOG_GAMMA_SLOPE("logGamma", 2),
  /// The derivative of [#LOG_GAMMA_SLOPE] with respect to `a`, of `(a, l)`.
  LOG_GAMMA_CURVATURE("logGamma", 2),
  /// The regularized incomplete beta function, of `(a, b, x)`.
  BETAINC("betainc", 3),
  /// `xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b)`, of `(a, b, x)`.
  BETA_DENSITY("betainc", 3),
  /// How a beta number `x` moves with its first concentration `a`, of `(a, b, x)`.
  BETA_SLOPE("beta", 3),
  /// How a beta number `x` moves with its second concentration `b`, of `(a, b, x)`.
  BETA_OTHER_SLOPE("beta", 3),
  /// The regularized incomplete beta function of `x = σ(l)`, of `(a, b, l)`.
  BETAINC_OF_LOGIT("betainc", 3),
  /// How the logit `l` of a beta number moves with its first concentration `a`, of `(a, b, l)`.
  BETA_LOGIT_SLOPE("beta", 3),
  /// `ln(rᵃxᵃ⁻¹e⁻ʳˣ/Γ(a))`, of `(a, r, x)`.
  GAMMA_LOG_DENSITY("logProb", 3),
  /// `ln(xᵃ⁻¹(1 - x)ᵇ⁻¹/B(a, b))`, of `(a, b, x)`.
  BETA_LOG_DENSITY("logProb", 3),
  /// `ln(Γ(k + m + 1)/(Γ(k + 1)Γ(m + 1))·σ(l)ᵏσ(-l)ᵐ)`, of `(k, m, l)`, where `0·∞` is 0.
  COUNTS_LOG_MASS("logProb", 3);

  private final String label;
  private final int arity;

  SpecialFunction(String label, int arity) {
    this.label = label;
    this.arity = arity;
  }

  /// The name of the public method.
  public String label() {
    return label;
  }

  /// The number of arguments.
  public int arity() {
    return arity;
  }

  /// The function of one number after the other, on one thread.
  interface Run {
    double at(double a, double b, double c);
  }

  /// The same values as [#apply], with what is worth keeping from one to the next.
  Run run() {
    return switch (this) {
      case GAMMA_LOG_DENSITY -> new LogDensity.Gamma();
      case BETA_LOG_DENSITY -> new LogDensity.Beta();
      default -> this::apply;
    };
  }

  /// The value; NaN outside of the domain. A function of fewer arguments ignores the others.
  public double apply(double a, double b, double c) {
    return switch (this) {
      case ERFINV -> NormalQuantile.erfinv(a);
      case NDTRI -> NormalQuantile.ndtri(a);
      case LOG_NDTR -> NormalQuantile.logNdtr(a);
      case LOG_NDTR_SLOPE -> NormalQuantile.logNdtrSlope(a);
      case POLYGAMMA -> GammaFunctions.polygamma((int) a, b);
      case LBETA -> IncompleteBeta.logBeta(a, b);
      case DIGAMMA_STEP -> IncompleteBeta.digammaStep(a, b);
      case GAMMAINC -> IncompleteGamma.lower(a, b);
      case GAMMAINCC -> IncompleteGamma.upper(a, b);
      case GAMMA_DENSITY -> IncompleteGamma.density(a, b);
      case GAMMA_SLOPE -> scaled(b, IncompleteGamma.logSlope(a, Math.log(b)));
      case GAMMA_CURVATURE -> scaled(b, IncompleteGamma.logCurvature(a, Math.log(b)));
      case LOG_GAMMA_SLOPE -> IncompleteGamma.logSlope(a, b);
      case LOG_GAMMA_CURVATURE -> IncompleteGamma.logCurvature(a, b);
      case BETAINC -> IncompleteBeta.regularized(a, b, c);
      case BETA_DENSITY -> IncompleteBeta.density(a, b, c);
      case BETA_SLOPE -> IncompleteBeta.slope(a, b, c);
      case BETA_OTHER_SLOPE -> IncompleteBeta.otherSlope(a, b, c);
      case BETAINC_OF_LOGIT -> IncompleteBeta.ofLogit(a, b, c);
      case BETA_LOGIT_SLOPE -> IncompleteBeta.logitSlope(a, b, c);
      case GAMMA_LOG_DENSITY -> new LogDensity.Gamma().at(a, b, c);
      case BETA_LOG_DENSITY -> new LogDensity.Beta().at(a, b, c);
      case COUNTS_LOG_MASS -> LogDensity.counts(a, b, c);
    };
  }

  /// From the logarithm's movement to the number's; 0 at both ends, where the density that it is multiplied
  /// with decides.
  private static double scaled(double x, double slope) {
    return x == 0 || x == Double.POSITIVE_INFINITY ? 0 : x * slope;
  }
}
