package octavo.kernel.elementwise;

import octavo.storage.View;

/// Functions applied to every element. All views of a call have the same sizes (an operand is
/// broadcast by strides of 0); inputs may have any strides. A result is written to fresh memory: it
/// shares no element with an input.
///
/// **Accuracy of float32.** `+ - · /`, square, root, rounding, comparisons, minimum and maximum are
/// exact or correctly rounded, as are functions without a vector form, which are computed in double
/// precision. The others differ from the definition by at most this many units in the last place
/// (measured over every 997th float and all floats where the error is largest; `lgamma` and its
/// derivatives have no vector form):
///
/// | function | ulp | function | ulp |
/// |---|---|---|---|
/// | `log` | 1 | `softplus`, `logSigmoid` | 2 |
/// | `exp` | 1.05 | `tanh`, `sigmoid` | 2.5 |
/// | `log2`, `log10`, `erf` | 1.25 | `sinh`, `cosh` | 3 |
/// | `expm1`, `log1p`, `rsqrt` | 1.5 | `erfc` | 3.25 |
/// | `sin`, `cos` | 1.5 | `softplus` with parameters | 3.25 |
/// | `softsign`, `hardSigmoid` | 1.5 | `silu` | 3.5 |
/// | `selu`, `elu`, `hardSwish` | 2 | `geluSigmoid` | 4 |
/// | `celu` | 2.5 | `swish` | 4.25 |
/// | | | `gelu`, `geluTanh`, `mish` | 4.5 |
/// | | | `tanhShrink` | 5 |
///
/// and `silu`, `swish`, `mish` and the forms of `gelu` by `|x|·2⁻¹⁴⁹` besides, which counts only for
/// results below 10⁻³⁵; `softplus` with parameters by `2·2⁻¹⁴⁹/beta`. Derivatives are within 4 ulp,
/// that of `tanhShrink` within 6.5, those of `silu`, `swish`, `mish` and the forms of `gelu`, which
/// pass through 0, within `4·2⁻²³` of `|dy|`, unless a product on the way leaves the range of float. Infinities and zeros,
/// with their signs, are those of the definition, NaN gives NaN, and subnormal numbers are neither
/// flushed on the way in nor out. `affine` rounds `scale` and `shift` to float and fuses the two
/// operations.
///
/// **Same bits.** A value depends on its argument alone: not on its position, the number of threads
/// or the vector length.
public interface ElementwiseKernels {
  /// `y = f(x)`. `y` is contiguous and of the type of `x`.
  void unary(UnaryFunction f, View x, View y);

  /// `dx = dy·f'`. The first view holds `f(x)` if `f.derivativeUsesOutput()`, else `x`; `dx` is
  /// contiguous, and may be `dy` itself.
  void unaryBackward(UnaryFunction f, View xOrY, View dy, View dx);

  /// `y = f(x)` with the parameters `a` and `b`, which are rounded to the type of `x`. `y` is
  /// contiguous and of the type of `x`, a floating one.
  void shaped(ShapedFunction f, double a, double b, View x, View y);

  /// `dx = dy·f'(x)` with the parameters `a` and `b`, which are rounded to the type of `x`. `dx` is
  /// contiguous.
  void shapedBackward(ShapedFunction f, double a, double b, View x, View dy, View dx);

  /// `y = scale·x + shift`. `y` is contiguous.
  void affine(View x, double scale, double shift, View y);

  /// `y = min(max(x, low), high)`; a NaN stays NaN. `y` is contiguous.
  void clamp(View x, double low, double high, View y);

  /// `y = f(a, b)`. All of one type; `y` is contiguous.
  void binary(BinaryFunction f, View a, View b, View y);

  /// `y = a ⋚ b`, a bool view. `a` and `b` have one type; `y` is contiguous.
  void compare(Comparison c, View a, View b, View y);

  /// `y = p(x)`, a bool view. `y` is contiguous.
  void test(Predicate p, View x, View y);

  /// `y = condition ? a : b`. `a`, `b` and `y` have one type; `y` is contiguous.
  void select(View condition, View a, View b, View y);

  /// `y = x`, converted to the type of `y`, which may have any strides.
  void copy(View x, View y);

  /// `y += x`, of one type; `y` may have any strides but shows each element once.
  void addInto(View x, View y);

  /// `y += factor·x`, of one floating type, where the product is rounded before it is added, as by
  /// [#affine] and [#addInto]; `y` may have any strides but shows each element once.
  void addScaledInto(View x, double factor, View y);

  /// Sets every element of `y`, which may have any strides, to `value`, converted to its type.
  void fill(View y, double value);
}
