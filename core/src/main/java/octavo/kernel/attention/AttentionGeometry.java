package octavo.kernel.attention;

/// The sizes of one attention and what its weights are made from.
///
/// @param batch independent sequences
/// @param heads heads of the queries
/// @param keyHeads heads of keys and values; query head `h` reads head `h / (heads / keyHeads)`
/// @param steps queries of a head
/// @param keys keys of a head
/// @param features numbers of a query or key, at least 1
/// @param values numbers of a value
/// @param scale the factor of the products
/// @param ahead step `i` sees the keys up to `i + ahead`; `keys` or more for all
/// @param dropout what is dropped of the weights
public record AttentionGeometry(
    int batch,
    int heads,
    int keyHeads,
    int steps,
    int keys,
    int features,
    int values,
    double scale,
    int ahead,
    Dropped dropout) {
  /// Weights that are dropped. The weight of step `i` and key `j` in head `h` of sequence `b` takes word `((b·heads +
  /// h)·keys + j)·row + i` behind the counter, where `row` is the number of steps rounded up to a multiple of
  /// four, the words of a block.
  ///
  /// @param key the random stream
  /// @param counter where in the stream the words begin
  /// @param p the probability to be dropped; what stays is divided by `1 - p`
  public record Dropped(long key, long counter, double p) {
    /// Nothing is dropped.
    public static final Dropped NONE = new Dropped(0, 0, 0);

    /// The factor of what stays.
    public double scale() {
      return p == 1 ? 0 : 1 / (1 - p);
    }
  }

  /// Heads of queries that share one head of keys.
  public int group() {
    return heads / keyHeads;
  }

  /// How many keys step `i` sees.
  public int visible(int i) {
    return (int) Math.max(0, Math.min(keys, (long) i + ahead + 1));
  }

  /// The first step that sees key `j`.
  public int firstStep(int j) {
    return (int) Math.max(0, Math.min(steps, (long) j - ahead));
  }

  /// Words of one key: the steps, up to a multiple of four.
  public int row() {
    return (steps + 3) / 4 * 4;
  }

  /// The counter of the block of words that begins with step `i`, a multiple of four, and key `j` of a
  /// head, which are numbered through all sequences.
  public long counter(int head, int j, int i) {
    return dropout.counter() + (((long) head * keys + j) * row() + i) / 4;
  }
}
