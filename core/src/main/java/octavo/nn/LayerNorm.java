package octavo.nn;

import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Layer normalization over the last axes (Ba, Kiros and Hinton, 2016): `(x - mean)/√(variance +
/// epsilon)·weight + bias`.
///
/// @param normalizedShape the sizes of the axes it runs over
/// @param weight of this shape, or null
/// @param bias of this shape, or null
/// @param epsilon added to the variance, inside the root
public record LayerNorm(
    Shape normalizedShape, @Nullable Parameter weight, @Nullable Parameter bias, double epsilon)
    implements Layer {
  /// Checks the shapes and epsilon.
  public LayerNorm {
    if (weight == null && bias != null) {
      throw new IllegalArgumentException(
          "LayerNorm: a bias needs a weight, but only the bias is given.");
    }
    requireShape("weight", normalizedShape, weight);
    requireShape("bias", normalizedShape, bias);
    Epsilon.require("LayerNorm", epsilon);
  }

  /// A norm with the shape of its weight.
  public LayerNorm(Parameter weight, @Nullable Parameter bias, double epsilon) {
    this(weight.tensor().shape(), weight, bias, epsilon);
  }

  private static void requireShape(String what, Shape shape, @Nullable Parameter given) {
    if (given != null && !given.tensor().shape().equals(shape)) {
      throw new IllegalArgumentException(
          "LayerNorm: the %s must have the normalized shape %s, but is %s."
              .formatted(what, shape, given.tensor().shape()));
    }
  }

  /// A norm over the last axes, of these sizes, with weight 1, bias 0 and epsilon 10⁻⁵.
  public static LayerNorm create(int... sizes) {
    return new LayerNorm(
        Shape.of(sizes), Parameter.of(Tensor.ones(sizes)), Parameter.of(Tensor.zeros(sizes)), 1e-5);
  }

  /// The same without a bias.
  public LayerNorm withoutBias() {
    return new LayerNorm(normalizedShape, weight, null, epsilon);
  }

  /// The same without weight and bias.
  public LayerNorm withoutAffine() {
    return new LayerNorm(normalizedShape, null, null, epsilon);
  }

  /// The same with another epsilon.
  ///
  /// @throws IllegalArgumentException if it is negative
  public LayerNorm withEpsilon(double added) {
    return new LayerNorm(normalizedShape, weight, bias, added);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return weight == null
        ? x.layerNorm(normalizedShape, epsilon)
        : x.layerNorm(weight.in(mode), bias == null ? null : bias.in(mode), epsilon);
  }
}
