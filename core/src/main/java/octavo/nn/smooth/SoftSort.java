package octavo.nn.smooth;

import octavo.tensor.Axes;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of sorting: a matrix whose rows are shares, each row saying which element comes to
/// its place, in the limit of temperature 0 the permutation that sorts.
///
/// With [#softSort] every sorted number is off by at most `(n - 1)·τ/e`: an element at distance `t` has
/// at most the share `e^(-t/τ)`, and `t·e^(-t/τ) ≤ τ/e`. The hard form is [Tensor#sort(int)]. Memory and
/// time grow with the square of the axis.
///
/// @param relaxation how the rows are computed
/// @param temperature how much neighbors share; the smaller, the nearer to sorting
/// @param descending whether the largest comes first
public record SoftSort(Relaxation relaxation, double temperature, boolean descending) {
  /// How the rows are computed from the numbers `x` along the axis.
  public enum Relaxation {
    /// `softmaxⱼ(-|sort(x)ᵢ - xⱼ|/τ)` (Prillo and Eisenschlos, 2020).
    SOFT_SORT,
    /// `softmaxⱼ(((n + 1 - 2i)·xⱼ - Σₖ |xⱼ - xₖ|)/τ)` for place `i` from the largest, counting from 1 (Grover
    /// et al., 2019). Rows are unimodal.
    NEURAL_SORT
  }

  /// Checks the temperature.
  public SoftSort {
    Peak.require("SoftSort", "temperature", temperature);
  }

  /// By the distance to the sorted numbers, from the smallest.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  public static SoftSort softSort(double temperature) {
    return new SoftSort(Relaxation.SOFT_SORT, temperature, false);
  }

  /// By the sum of the k largest numbers, from the smallest.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  public static SoftSort neuralSort(double temperature) {
    return new SoftSort(Relaxation.NEURAL_SORT, temperature, false);
  }

  /// The same, the largest first.
  public SoftSort withDescending() {
    return new SoftSort(relaxation, temperature, true);
  }

  /// The matrices `[…, place, element]`, where `…` are the other axes of `x`, the last of which takes the
  /// place of `axis`. Every row adds up to 1.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  public Tensor permutation(Tensor x, int axis) {
    int a = x.shape().axis("SoftSort", axis);
    return matrix(Tensors.real("SoftSort", x).transpose(a, -1));
  }

  /// The softly sorted numbers, of the shape of `x`: each a mean of elements with the shares of its row.
  ///
  /// @throws IndexOutOfBoundsException if there is no such axis
  public Tensor sort(Tensor x, int axis) {
    int a = x.shape().axis("SoftSort", axis);
    Tensor v = Tensors.real("SoftSort", x).transpose(a, -1);
    return matrix(v).multiply(v.unsqueeze(-2)).sum(-1).transpose(a, -1);
  }

  /// The matrices for numbers along the last axis.
  private Tensor matrix(Tensor v) {
    Tensor row = v.unsqueeze(-2);
    return switch (relaxation) {
      case SOFT_SORT -> {
        Tensor sorted = (descending ? v.sortDescending(-1) : v.sort(-1)).values();
        Tensor distance = sorted.unsqueeze(-1).subtract(row).abs();
        yield Peak.softmax(distance.negate(), temperature, -1);
      }
      case NEURAL_SORT -> {
        int n = v.size(-1);
        Tensor apart = v.unsqueeze(-1).subtract(row).abs().sum(Axes.of(-1)).unsqueeze(-2);
        double[] places = new double[n];
        for (int i = 0; i < n; i++) {
          places[i] = descending ? n - 1 - 2 * i : 2 * i - n + 1;
        }
        Tensor scale = Tensors.of(places, n, 1).to(v.dtype());
        yield Peak.softmax(scale.multiply(row).subtract(apart), temperature, -1);
      }
    };
  }
}
