package octavo.kernel.norm;

/// The gradient of a normalization as a sum of three terms: `dx = a·g + b·(x - mean) + c`, which is
/// `w·r·(g - avg g - x̂·avg(g·x̂))` with `x̂ = (x - mean)·r`.
///
/// @param a the factor of the incoming gradient
/// @param b the factor of the deviation
/// @param c what is added
record GradientLine(float a, float b, float c) {
  /// From `r = 1/√(variance + epsilon)`, the weight, `avg g` and `avg(g·(x - mean))`.
  static GradientLine of(double r, double weight, double average, double averageDot) {
    double a = weight * r;
    return new GradientLine((float) a, (float) (-a * r * r * averageDot), (float) (-a * average));
  }
}
