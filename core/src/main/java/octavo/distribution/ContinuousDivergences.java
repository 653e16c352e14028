package octavo.distribution;

import octavo.tensor.Tensor;

/// Closed forms between continuous distributions of numbers.
final class ContinuousDivergences {
  static final DivergenceTable TABLE =
      new DivergenceTable().with(Normal.class, Normal.class, ContinuousDivergences::normals);

  private ContinuousDivergences() {}

  /// `½·(r² + ((μ₁ - μ₂)/σ₂)² - 1 - ln r²)` with `r = σ₁/σ₂`.
  private static Tensor normals(Normal p, Normal q) {
    Tensor ratio = p.scale().divide(q.scale()).square();
    Tensor distance = p.loc().subtract(q.loc()).divide(q.scale()).square();
    return ratio.add(distance).subtract(1).subtract(ratio.log()).multiply(0.5);
  }
}
