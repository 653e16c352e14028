package octavo.nn;

import octavo.tensor.Tensor;

/// The generalized mean of each channel of `[batch, channels, …]` with a learned exponent: `(mean max(x,
/// ε)ᵖ)^(1/p)` (Radenović, Tolias and Chum, 2018).
///
/// @param p the exponent, one number or one for each channel
/// @param epsilon what smaller numbers are raised to
public record GeM(Parameter p, double epsilon) implements Layer {
  /// Checks the shape of the exponent, and epsilon.
  public GeM {
    if (p.tensor().rank() != 1 || p.tensor().elements() == 0) {
      throw new IllegalArgumentException(
          "GeM: p must be one number or one for each channel, but is %s."
              .formatted(p.tensor().shape()));
    }
    if (!(epsilon >= 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "GeM: epsilon must be finite and not negative, but is %s.".formatted(epsilon));
    }
  }

  /// One exponent for all channels, 3 in the beginning, and ε = 10⁻⁶.
  public static GeM create() {
    return create(1);
  }

  /// An exponent for each channel, 3 in the beginning, and ε = 10⁻⁶.
  public static GeM create(int channels) {
    return new GeM(Parameter.of(Tensor.ones(channels).multiply(3)), 1e-6);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.generalizedMean(p.in(mode), epsilon);
  }
}
