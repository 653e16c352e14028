package octavo.tensor;

/// The activation of a gated linear unit: `value ⊙ act(gate)` (Dauphin et al., "Language Modeling
/// with Gated Convolutional Networks", 2017; Shazeer, "GLU Variants Improve Transformer", 2020).
public enum GluKind {
  /// `σ`: the first of the family.
  GLU,
  /// The identity: a product of two linear maps (Mnih and Hinton, 2007).
  BILINEAR,
  /// ReLU.
  REGLU,
  /// The exact GELU: T5 v1.1 and Gemma have it.
  GEGLU,
  /// `x·σ(x)`: PaLM, LLaMA and Mistral have it.
  SWIGLU;

  /// `value ⊙ act(gate)`.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  public Tensor apply(Tensor value, Tensor gate) {
    return value.multiply(activation(gate));
  }

  private Tensor activation(Tensor gate) {
    return switch (this) {
      case GLU -> gate.sigmoid();
      case BILINEAR -> gate;
      case REGLU -> gate.relu();
      case GEGLU -> gate.gelu();
      case SWIGLU -> gate.silu();
    };
  }
}
