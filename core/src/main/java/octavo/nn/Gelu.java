package octavo.nn;

import octavo.tensor.Tensor;

/// `x·Φ(x)`, exact or in one of its two approximations, element by element (Hendrycks and Gimpel,
/// 2016).
///
/// @param form which of them
public record Gelu(Form form) implements Layer {
  /// The exact form.
  public Gelu() {
    this(Form.EXACT);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return switch (form) {
      case EXACT -> x.gelu();
      case TANH -> x.geluTanh();
      case SIGMOID -> x.geluSigmoid();
    };
  }

  /// How GELU is computed.
  public enum Form {
    /// `x·Φ(x)` with the normal distribution function.
    EXACT,
    /// `½x(1 + tanh(√(2/π)(x + 0.044715x³)))`: off by at most 4.8·10⁻⁴. GPT-2 has it.
    TANH,
    /// `x·σ(1.702x)`: off by at most 0.0204.
    SIGMOID
  }
}
