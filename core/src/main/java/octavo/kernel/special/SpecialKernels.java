package octavo.kernel.special;

import octavo.storage.View;

/// Special functions of every element, computed in double for every type, so that a float32 result is
/// correctly rounded up to the error of the definition, some units in the last place of a double. A value
/// depends on its arguments alone.
public interface SpecialKernels {
  /// `yᵢ = f(aᵢ, bᵢ, cᵢ)`. Views are contiguous; those that `f` ignores may be any. Arguments repeat:
  /// element `i` has those at `i mod m`, where `m` is their number.
  void apply(SpecialFunction f, View a, View b, View c, View y);
}
