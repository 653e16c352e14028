package octavo.kernel.conv;

/// What is computed of a convolution.
public enum ConvPass {
  /// The output.
  FORWARD,
  /// The gradient with respect to the input.
  INPUT,
  /// The gradient with respect to the kernel.
  WEIGHT;

  /// Its name in a sentence.
  String words() {
    return this == FORWARD ? "output" : this == INPUT ? "input gradient" : "weight gradient";
  }
}
