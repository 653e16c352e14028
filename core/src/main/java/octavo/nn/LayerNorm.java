package octavo.nn;

import octavo.tensor.Tensor;

/// Layer normalization over the last axis (Ba, Kiros and Hinton, 2016).
///
/// @param weight `[features]`
/// @param bias `[features]`
/// @param epsilon added to the variance, inside the root
public record LayerNorm(Parameter weight, Parameter bias, double epsilon) implements Layer {
  /// A norm over `features` numbers with weight 1, bias 0 and epsilon 10⁻⁵.
  public static LayerNorm create(int features) {
    return new LayerNorm(
        Parameter.of(Tensor.ones(features)), Parameter.of(Tensor.zeros(features)), 1e-5);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.layerNorm(weight.in(mode), bias.in(mode), epsilon);
  }
}
