package octavo.nn.smooth;

import java.util.Arrays;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Smooth forms of the place of the largest number along an axis. With a gap `Δ` between the largest of
/// `n` numbers and the next, its share is at least `1 - (n - 1)·e^(-Δ/τ)`; equal largest numbers share.
public final class SoftArgmax {
  private SoftArgmax() {}

  /// `softmax(x/τ)` for `onehot(argmax x)`. The distances of the elements add up to at most `2(n - 1)·e^(-Δ/τ)`.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor oneHot(Tensor x, double temperature, int axis) {
    return weights("SoftArgmax.oneHot", x, temperature, axis);
  }

  /// `Σᵢ i·softmax(x/τ)ᵢ`, counting from 0, for [Tensor#argMax(int)]; add 1 where the literature counts
  /// from 1. Off by at most `(n - 1)²·e^(-Δ/τ)`. The axis is dropped.
  ///
  /// @throws IllegalArgumentException if the temperature is not positive
  /// @throws IndexOutOfBoundsException if there is no such axis
  public static Tensor index(Tensor x, double temperature, int axis) {
    Tensor p = weights("SoftArgmax.index", x, temperature, axis);
    int a = x.shape().axis("SoftArgmax.index", axis);
    int[] column = new int[x.rank()];
    Arrays.fill(column, 1);
    column[a] = x.size(a);
    return p.multiply(Tensors.arange(x.size(a)).to(p.dtype()).reshape(column)).sum(a);
  }

  private static Tensor weights(String operation, Tensor x, double temperature, int axis) {
    Peak.require(operation, "temperature", temperature);
    return Peak.softmax(Tensors.real(operation, x), temperature, x.shape().axis(operation, axis));
  }
}
