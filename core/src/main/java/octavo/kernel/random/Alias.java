package octavo.kernel.random;

/// A table from which a class is drawn in constant time (A. J. Walker, 1977; M. D. Vose, "A linear
/// algorithm for generating random numbers with a given distribution", IEEE Transactions on Software
/// Engineering 17, 1991). Every class has a column of height 1; what a likely class has too much fills
/// the columns of the others.
///
/// @param kept the share of its column that class `i` keeps
/// @param other the class that has the rest of column `i`
public record Alias(double[] kept, int[] other) {
  /// The table of `n` weights, finite and not negative, of which one at least is positive.
  public static Alias of(double[] weights) {
    int n = weights.length;
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    double[] kept = new double[n];
    int[] other = new int[n];
    int[] order = new int[n]; // columns below 1 from the front, those above from the end
    int low = 0;
    int high = n;
    int largest = 0;
    for (int i = 0; i < n; i++) {
      kept[i] = weights[i] / sum * n;
      other[i] = i;
      order[kept[i] < 1 ? low++ : --high] = i;
      largest = weights[i] > weights[largest] ? i : largest;
    }
    while (low > 0 && high < n) {
      int small = order[--low];
      int large = order[high];
      other[small] = large;
      kept[large] -= 1 - kept[small];
      if (kept[large] < 1) {
        high++;
        order[low++] = large;
      }
    }
    // what rounding left over is full, save a class of weight 0, which must never be drawn
    while (low > 0) {
      fill(weights, kept, other, order[--low], largest);
    }
    while (high < n) {
      fill(weights, kept, other, order[high++], largest);
    }
    return new Alias(kept, other);
  }

  private static void fill(double[] weights, double[] kept, int[] other, int i, int largest) {
    kept[i] = weights[i] > 0 ? 1 : 0;
    other[i] = weights[i] > 0 ? i : largest;
  }

  /// The class that belongs to the number `u` of (0, 1).
  public int draw(double u) {
    double scaled = u * kept.length;
    int column = Math.min((int) scaled, kept.length - 1);
    return scaled - column < kept[column] ? column : other[column];
  }
}
