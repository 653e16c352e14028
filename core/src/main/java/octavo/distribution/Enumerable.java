package octavo.distribution;

import octavo.tensor.Tensor;

/// A discrete distribution with so few values that an expectation can be summed exactly:
/// `E f = Σ exp(logProb(x))·f(x)` over the list of all `x`.
public interface Enumerable extends Distribution {
  /// All values, `[count, batch…, event…]`.
  Tensor enumerateSupport();
}
