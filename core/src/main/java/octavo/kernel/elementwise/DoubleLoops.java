package octavo.kernel.elementwise;

/// Plain loops over float64 numbers that lie one after the other, equal to the oracle to the bit.
final class DoubleLoops {
  private DoubleLoops() {}

  static boolean serves(BinaryFunction f) {
    return switch (f) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
      default -> false;
    };
  }

  static void binary(
      BinaryFunction f, double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
    switch (f) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] + b[bo + i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] - b[bo + i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] * b[bo + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          y[yo + i] = a[ao + i] / b[bo + i];
        }
      }
      default -> throw new IllegalArgumentException(f.label() + ": has no loop of its own.");
    }
  }

  static void affine(double[] x, int xo, double scale, double shift, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = scale * x[xo + i] + shift;
    }
  }

  static void addScaled(double[] x, int xo, double factor, double[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += factor * x[xo + i];
    }
  }
}
