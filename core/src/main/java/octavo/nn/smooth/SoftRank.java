package octavo.nn.smooth;

import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A smooth form of the ranks of numbers along an axis (Qin, Liu and Li, 2010).
public final class SoftRank {
  private SoftRank() {}

  /// `rᵢ = Σ_{j≠i} σ((xᵢ - xⱼ)/τ)`, counting from 0 for the smallest: how many of the others are smaller.
  /// Equal numbers have the mean of their ranks. Off by at most `(n - 1)·σ(-Δ/τ)`, where `Δ` is the
  /// smallest gap between two numbers. For ranks from the largest take those of `-x`.
  ///
  /// The hard form is `x.sort(axis).indices().sort(axis).indices()`. Memory and time grow with the square
  /// of the axis.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor of(Tensor x, double temperature, int axis) {
    Peak.require("SoftRank", "temperature", temperature);
    int a = x.shape().axis("SoftRank", axis);
    Tensor v = Tensors.real("SoftRank", x).transpose(a, -1);
    Tensor smaller =
        v.unsqueeze(-1).subtract(v.unsqueeze(-2)).multiply(1 / temperature).sigmoid().sum(-1);
    return smaller.subtract(0.5).transpose(a, -1); // less the ½ of each number against itself
  }
}
