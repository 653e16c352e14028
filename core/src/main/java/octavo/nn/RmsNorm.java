package octavo.nn;

import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Normalization of the last axes by their root mean square (Zhang and Sennrich, 2019): `x/√(avg x² +
/// epsilon)·weight`.
///
/// @param normalizedShape the sizes of the axes it runs over
/// @param weight of this shape, or null
/// @param epsilon added to the mean of the squares, inside the root; null for the distance from 1 to
///   the next number of the input's type, 2⁻²³ for float32
public record RmsNorm(Shape normalizedShape, @Nullable Parameter weight, @Nullable Double epsilon)
    implements Layer {
  /// Checks the shape and epsilon.
  public RmsNorm {
    Epsilon.require("RmsNorm", epsilon == null ? 0 : epsilon);
    if (weight != null && !weight.tensor().shape().equals(normalizedShape)) {
      throw new IllegalArgumentException(
          "RmsNorm: the weight must have the normalized shape %s, but is %s."
              .formatted(normalizedShape, weight.tensor().shape()));
    }
  }

  /// A norm over the last axes, of these sizes, with weight 1 and the epsilon of the input's type.
  public static RmsNorm create(int... sizes) {
    return new RmsNorm(Shape.of(sizes), Parameter.of(Tensor.ones(sizes)), null);
  }

  /// The same without a weight.
  public RmsNorm withoutWeight() {
    return new RmsNorm(normalizedShape, null, epsilon);
  }

  /// The same with another epsilon.
  ///
  /// @throws IllegalArgumentException if it is negative
  public RmsNorm withEpsilon(double added) {
    return new RmsNorm(normalizedShape, weight, added);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    double distance = x.dtype() == DType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    double added = epsilon == null ? distance : epsilon;
    return weight == null ? x.rmsNorm(normalizedShape, added) : x.rmsNorm(weight.in(mode), added);
  }
}
