package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// `y = x·weightᵀ + bias` over the last axis: `[…, in]` to `[…, out]`.
///
/// ```java
/// Linear f = Linear.of(400, 120).create(rng);
/// ```
///
/// @param weight `[out, in]`
/// @param bias `[out]`, or null
public record Linear(Parameter weight, @Nullable Parameter bias) implements Layer {
  /// A layer from `in` to `out` numbers, with a bias and PyTorch's default initialization.
  public static Options of(int in, int out) {
    return new Options(in, out, true, Initializer.kaimingUniform(Math.sqrt(1 / 3.0)), null);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.linear(weight.in(mode), bias == null ? null : bias.in(mode));
  }

  /// What a linear layer is made from.
  ///
  /// @param in numbers that enter
  /// @param out numbers that leave
  /// @param withBias whether there is a bias
  /// @param initializer how the weight begins
  /// @param biasInitializer how the bias begins, or null for uniform in `±1/√in`
  public record Options(
      int in,
      int out,
      boolean withBias,
      Initializer initializer,
      @Nullable Initializer biasInitializer) {
    /// Checks the sizes.
    public Options {
      if (in < 1 || out < 1) {
        throw new IllegalArgumentException(
            "Linear: sizes must be positive, but in is %d and out is %d.".formatted(in, out));
      }
    }

    /// Without a bias: for a layer ahead of a batch norm, which would cancel it.
    public Options withoutBias() {
      return new Options(in, out, false, initializer, biasInitializer);
    }

    /// With another beginning of the weight.
    public Options withInitializer(Initializer other) {
      return new Options(in, out, withBias, other, biasInitializer);
    }

    /// With another beginning of the bias.
    public Options withBiasInitializer(Initializer other) {
      return new Options(in, out, withBias, initializer, other);
    }

    /// The layer, with weights drawn from `rng`; the bias is uniform in `±1/√in` unless told otherwise.
    public Linear create(Rng rng) {
      Parameter weight = Parameter.of(initializer.create(rng, Shape.of(out, in)));
      double bound = 1 / Math.sqrt(in);
      Initializer first =
          biasInitializer == null ? Initializer.uniform(-bound, bound) : biasInitializer;
      return new Linear(weight, withBias ? Parameter.of(first.create(rng, Shape.of(out))) : null);
    }
  }
}
