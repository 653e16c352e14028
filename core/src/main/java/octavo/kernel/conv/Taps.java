package octavo.kernel.conv;

/// How the products of a sum follow each other in the input: as those of the rows of a kernel, `count`
/// of them each `step` apart, or each on its own, which is a count of 1.
///
/// @param count products of a row
/// @param step their distance
record Taps(int count, int step) {
  /// Products of which nothing is known.
  static final Taps APART = new Taps(1, 0);

  /// More would leave too few registers to the sums.
  static final int MOST = 8;

  /// The farthest taps, and the farthest neighbors, that share numbers.
  static final int FARTHEST = 4;

  /// Those of a sum. Runs of weights may end within a row.
  static Taps of(Products products) {
    return products.runs().length == 1 ? of(products.shift()) : APART;
  }

  /// Those of the products that read at `shift`.
  static Taps of(int[] shift) {
    int step = shift.length > 1 ? shift[1] - shift[0] : 0;
    if (step == 0 || Math.abs(step) > FARTHEST) {
      return APART;
    }
    int count = 2;
    while (count < shift.length && shift[count] - shift[count - 1] == step) {
      count++;
    }
    boolean fits = count <= MOST && shift.length % count == 0;
    for (int k = count; fits && k < shift.length; k++) {
      fits = k % count == 0 || shift[k] - shift[k - 1] == step;
    }
    return fits ? new Taps(count, step) : APART;
  }
}
