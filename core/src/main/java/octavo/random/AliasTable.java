package octavo.random;

import octavo.kernel.random.Alias;

/// Classes with given probabilities, each drawn in constant time, however many classes there are (Vose,
/// "A linear algorithm for generating random numbers with a given distribution", 1991). To draw tensors
/// of them, see `RandomTensors.categorical`.
///
/// ```java
/// AliasTable dice = AliasTable.of(1, 1, 1, 1, 1, 3); // a loaded one
/// int face = 1 + dice.next(rng);
/// ```
public final class AliasTable {
  private final Alias table;

  private AliasTable(Alias table) {
    this.table = table;
  }

  /// The table for probabilities proportional to `weights`.
  ///
  /// @throws IllegalArgumentException if a weight is negative or not finite, or there is none that is positive
  public static AliasTable of(double... weights) {
    double largest = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "AliasTable: weights must be finite and not negative, but weight %d is %s."
                .formatted(i, weights[i]));
      }
      largest = Math.max(largest, weights[i]);
    }
    if (largest == 0) {
      throw new IllegalArgumentException(
          weights.length == 0
              ? "AliasTable: there must be a weight, but there are 0."
              : "AliasTable: a weight must be positive, but all %d are 0."
                  .formatted(weights.length));
    }
    double[] scaled = new double[weights.length]; // so that their sum is finite
    for (int i = 0; i < weights.length; i++) {
      scaled[i] = weights[i] / largest;
    }
    return new AliasTable(Alias.of(scaled));
  }

  /// The number of classes.
  public int classes() {
    return table.other().length;
  }

  /// A class, from 0.
  public int next(Rng rng) {
    return table.draw(rng.nextOpenDouble());
  }
}
