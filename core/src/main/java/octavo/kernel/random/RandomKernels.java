package octavo.kernel.random;

import octavo.storage.View;

/// Random numbers from blocks of Philox. Element `i` of a view is a pure function of the key and
/// the counter `counter + i/4` (`i/2` where an element takes two words), so any cut of the work
/// gives the same bits. Views are contiguous.
///
/// The SIMD twin gives the same bits for [#uniform], [#uniformOpen], [#bernoulli], [#dropout] and
/// [#integers], and [#normal], [#exponential] and [#gumbel] within 2·10⁻⁶ of the double definition, relative where a number exceeds
/// 1.
public interface RandomKernels {
  /// Uniform in `[low, high)`: `low + (high - low)·w/2²⁴` with the upper 24 bits of a word for
  /// float32, 53 bits of two words for float64; what rounds to `high` becomes the number below it.
  void uniform(long key, long counter, double low, double high, View y);

  /// Normal by Box-Muller, `r·cos α` and then `r·sin α` with `r = √(-2 ln u)`. For float32 words 0
  /// and 1 of a block give elements 0 and 1, words 2 and 3 the others: `u = (w₀ + 1)/2²⁴` in (0,
  /// 1], `α = 2π·w₁/2²⁴` with the upper 24 bits of each. For float64 a block gives two elements:
  /// `u` and `α` in the same way from 53 bits of words 0 and 1 and of words 2 and 3.
  void normal(long key, long counter, double mean, double deviation, View y);

  /// Gumbel's distribution of largest values: `location - scale·ln(-ln u)` with `u = (w + ½)/2²³` in
  /// (0, 1) from the upper 23 bits `w` of a word for float32, 52 bits of two words for float64.
  void gumbel(long key, long counter, double location, double scale, View y);

  /// 1 with probability `p`, else 0: word `< p·2³²`. float32, float64 or bool.
  void bernoulli(long key, long counter, double p, View y);

  /// `y = kept ? x·scale : 0`, where an element is dropped if its word is `< p·2³²`. The same call
  /// on a gradient is the backward pass. `x` may have any strides.
  void dropout(long key, long counter, double p, double scale, View x, View y);

  /// Integers in `[low, high)` (int64) from two words by a 64-bit multiply and shift; the
  /// probability of each is off by less than `(high - low)/2⁶⁴`.
  void integers(long key, long counter, long low, long high, View y);

  /// Uniform in the open interval `(low, high)`: `low + (high - low)·(w + ½)/2²³` with the upper 23
  /// bits `w` of a word for float32, `(w + ½)/2⁵²` with 52 bits of two words for float64; what rounds
  /// to an end becomes the number next to it.
  void uniformOpen(long key, long counter, double low, double high, View y);

  /// Exponential: `-ln u/rate`, where `u = (w + ½)/2³¹` with the upper 31 bits of a word, rounded to
  /// float32 and at most `1 - 2⁻²⁴`, so that the tail reaches 22.1, and `(w + ½)/2⁵²` with 52 bits of
  /// two words for float64.
  void exponential(long key, long counter, double rate, View y);

  /// 1 with probability `pᵢ`, else 0: word `< pᵢ·2³²`. If the word equals the integer part of that, the
  /// first word of block `(counter + i/4, 1 + i mod 4)` decides with its fraction, so each probability
  /// is exact to 2⁻⁶⁴. The probabilities repeat: `p` has `m` elements, and `i` stands for `i mod m`.
  /// Views are contiguous.
  void bernoulli(long key, long counter, View p, View y);
}
