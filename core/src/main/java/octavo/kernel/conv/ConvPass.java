package octavo.kernel.conv;

/// What is computed of a convolution.
public enum ConvPass {
  /// The output.
  FORWARD,
  /// The gradient with respect to the input.
  INPUT,
  /// The gradient with respect to the kernel.
  WEIGHT
}
