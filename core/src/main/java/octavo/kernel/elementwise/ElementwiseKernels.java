package octavo.kernel.elementwise;

import octavo.storage.View;

/// Functions applied to every element. All views of a call have the same sizes (an operand is
/// broadcast by strides of 0); inputs may have any strides.
public interface ElementwiseKernels {
  /// `y = f(x)`. `y` is contiguous and of the type of `x`.
  void unary(UnaryFunction f, View x, View y);

  /// `dx = dy·f'`. The first view holds `f(x)` if `f.derivativeUsesOutput()`, else `x`; `dx` is
  /// contiguous.
  void unaryBackward(UnaryFunction f, View xOrY, View dy, View dx);

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
}
