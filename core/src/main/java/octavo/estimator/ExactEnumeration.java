package octavo.estimator;

import octavo.distribution.Enumerable;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// No estimate but the sum itself, `L = Σ pθ(z)·f(z)` over all states `z`, and its gradient: what the others are held
/// against. A row of `V` variables with `n` values each has `nᵛ` states, so it is possible for small problems
/// only: `2¹⁰⁰` binary vectors are out of reach. The number of samples is without meaning here, and nothing is drawn.
///
/// @param limit the most states of a row that are summed over
public record ExactEnumeration(long limit) implements GradientEstimator<Enumerable> {
  private static final long DEFAULT_LIMIT = 1 << 16;

  private static final long MOST = 1 << 30;

  /// Checks the limit.
  ///
  /// @throws IllegalArgumentException if it is below 1 or above 2³⁰, more than can be listed
  public ExactEnumeration {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "ExactEnumeration: the limit must be from 1 to 1073741824, but is " + limit + ".");
    }
  }

  /// Over at most 65 536 states.
  public static ExactEnumeration create() {
    return new ExactEnumeration(DEFAULT_LIMIT);
  }

  /// The value and its gradient, exact but for rounding.
  ///
  /// @throws IllegalArgumentException if a row has more states than the limit
  @Override
  public Estimate estimate(Enumerable distribution, Objective objective, int samples, Rng rng) {
    Tensor support = distribution.enumerateSupport();
    requireFew(support.size(0), 1);
    Shape batch = distribution.batchShape();
    int variables = 1;
    if (batch.rank() > 0) {
      // which axes of the batch are variables is known once the objective has been seen
      Draw first = Draw.of(distribution, objective, support.narrow(0, 0, 1));
      for (int i = first.rowRank(); i < batch.rank(); i++) {
        variables *= batch.size(i);
      }
      requireFew(support.size(0), variables);
      support = product(support, batch, first.rowRank(), variables);
    }
    Draw all = Draw.of(distribution, objective, support);
    Tensor probability = all.logProb().exp();
    // what is impossible counts nothing, even where the objective is infinite
    Tensor never = probability.stopGradient().equalTo(0);
    return Estimate.of(probability.multiply(all.values().maskedFill(never, 0)).sum(0));
  }

  private void requireFew(int values, int variables) {
    double states = Math.pow(values, variables);
    if (states > limit) {
      throw new IllegalArgumentException(
          "ExactEnumeration: a row must have at most %d states, but %d variables of %d values have %s. Raise the limit, or estimate by sampling: ScoreFunction works for every distribution."
              .formatted(
                  limit, variables, values, states < 1e15 ? Long.toString((long) states) : states));
    }
  }

  /// All combinations of the variables' values: state `s` has in variable `v` the digit `v` of `s` to the base `n`.
  private static Tensor product(Tensor support, Shape batch, int rowRank, int variables) {
    int n = support.size(0);
    if (variables <= 1) { // without variables there is one state
      return variables == 1 ? support : support.narrow(0, 0, 1);
    }
    int event = 1;
    for (int i = batch.rank() + 1; i < support.rank(); i++) {
      event *= support.size(i);
    }
    int rows = 1;
    for (int i = 0; i < rowRank; i++) {
      rows *= batch.size(i);
    }
    int states = (int) Math.pow(n, variables);
    Tensor flat = support.reshape(n, rows, variables, event);
    Tensor[] columns = new Tensor[variables];
    int period = 1;
    for (int v = 0; v < variables; v++) {
      long[] digits = new long[states];
      for (int s = 0; s < states; s++) {
        digits[s] = s / period % n;
      }
      period *= n;
      columns[v] = flat.narrow(2, v, 1).indexSelect(0, Tensors.of(digits, states));
    }
    int[] sizes = support.shape().toArray();
    sizes[0] = states;
    return Tensors.concat(2, columns).reshape(sizes);
  }
}
