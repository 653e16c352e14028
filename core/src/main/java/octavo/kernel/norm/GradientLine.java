package octavo.kernel.norm;

/// The gradient of a normalization as a line: `dx = (g - average)·a + (x - mean)·b`, which is
/// `w·r·(g - avg g - x̂·avg(g·x̂))` with `x̂ = (x - mean)·r`.
///
/// @param average the average of the incoming gradient
/// @param a the factor of the incoming gradient
/// @param b the factor of the deviation
record GradientLine(float average, float a, float b) {
  /// From `r = 1/√(variance + epsilon)`, the weight, `avg g` and `avg(g·(x - mean))`.
  static GradientLine of(double r, double weight, double average, double averageDot) {
    double a = weight * r;
    return new GradientLine((float) average, (float) a, (float) (-a * r * r * averageDot));
  }
}
