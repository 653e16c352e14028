package octavo.kernel.random;

import octavo.storage.View;

/// Random numbers that are drawn by rejection or from a table. Element `i` reads the blocks of its own
/// stream (`counter + i` in the first two counter words of Philox, 0, 1, … in the third), as many as
/// it needs, so that a result is a pure function of key, counter and parameters. Computed in double for
/// every type. Views are contiguous.
///
/// Parameters repeat: element `i` has that at `i mod m`, where `m` is the number of them.
public interface VariateKernels {
  /// `yᵢ` from `variate` with the parameters `aᵢ` and `bᵢ`. A real number that its type cannot hold is
  /// the nearest positive normal one, a beta number at most the number before 1.
  void draw(Variate variate, long key, long counter, View a, View b, View y);

  /// Classes (int64) with probabilities proportional to the exponentials of their logits, by alias
  /// tables. `logits` is `[m, classes]`; element `i` of `y` is drawn from row `i mod m`.
  void categorical(long key, long counter, View logits, View y);
}
