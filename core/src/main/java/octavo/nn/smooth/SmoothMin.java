package octavo.nn.smooth;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of the minimum: `min x = -max(-x)`, so each is the form of [SmoothMax] reflected, and so
/// is its bound. The hard forms are [Tensor#min(int...)] and [Tensor#minimum(Tensor)].
public final class SmoothMin {
  private SmoothMin() {}

  /// `-(1/K)·ln Σ e^(-K·x)`. Never above the minimum, and below it by at most `ln n / K`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor logSumExp(Tensor x, double sharpness, int... axes) {
    return logSumExp(x, sharpness, Axes.of(axes));
  }

  /// As [#logSumExp(Tensor, double, int...)].
  public static Tensor logSumExp(Tensor x, double sharpness, Axes axes) {
    return SmoothMax.logSumExp(reflected("SmoothMin.logSumExp", x), sharpness, axes).negate();
  }

  /// `-(1/K)·ln((1/n)·Σ e^(-K·x))`. Never below the minimum, and above it by at most `ln n / K`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor mellowmin(Tensor x, double sharpness, int... axes) {
    return mellowmin(x, sharpness, Axes.of(axes));
  }

  /// As [#mellowmin(Tensor, double, int...)].
  public static Tensor mellowmin(Tensor x, double sharpness, Axes axes) {
    return SmoothMax.mellowmax(reflected("SmoothMin.mellowmin", x), sharpness, axes).negate();
  }

  /// `Σ x·softmax(-K·x)`. Never below the minimum, and above it by at most `ln n / K`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive, or there are no elements
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor boltzmann(Tensor x, double sharpness, int... axes) {
    return boltzmann(x, sharpness, Axes.of(axes));
  }

  /// As [#boltzmann(Tensor, double, int...)].
  public static Tensor boltzmann(Tensor x, double sharpness, Axes axes) {
    return SmoothMax.boltzmann(reflected("SmoothMin.boltzmann", x), sharpness, axes).negate();
  }

  /// The reflected [SmoothMax#pair]: never above the smaller one, and below it by at most `ln 2 / K`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor pair(Tensor a, Tensor b, double sharpness) {
    return SmoothMax.pair(reflected("SmoothMin.pair", a), reflected("SmoothMin.pair", b), sharpness)
        .negate();
  }

  /// The reflected [SmoothMax#erfPair]: never below the smaller one, and above it by at most `0.1203/μ`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor erfPair(Tensor a, Tensor b, double sharpness) {
    return SmoothMax.erfPair(
            reflected("SmoothMin.erfPair", a), reflected("SmoothMin.erfPair", b), sharpness)
        .negate();
  }

  /// The reflected [SmoothMax#swishPair]: never below the smaller one, and above it by at most `0.2785/β`.
  ///
  /// @throws IllegalArgumentException if the sharpness is not positive or the shapes do not broadcast
  public static Tensor swishPair(Tensor a, Tensor b, double sharpness) {
    return SmoothMax.swishPair(
            reflected("SmoothMin.swishPair", a), reflected("SmoothMin.swishPair", b), sharpness)
        .negate();
  }

  private static Tensor reflected(String operation, Tensor x) {
    return Tensors.real(operation, x).negate();
  }
}
