package octavo.nn;

/// Where a block with a shortcut normalizes.
public enum NormPlace {
  /// `x + f(norm(x))` (Xiong et al., "On layer normalization in the Transformer architecture", 2020): the
  /// shortcut is untouched, so deep stacks train without a warm-up. A stack of such blocks ends with a norm
  /// of its own.
  BEFORE,
  /// `norm(x + f(x))`, as in the first Transformer (Vaswani et al., 2017).
  AFTER
}
