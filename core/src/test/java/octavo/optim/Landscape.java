package octavo.optim;

import java.util.Random;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Functions of two numbers on which optimizers are tried, with gradients written by hand so that
/// thousands of steps cost little; a test holds them against the engine's.
enum Landscape {
  /// `x² + y²`.
  PARABOLA(2, -1, 1e-4),

  /// `(1-x)² + 100(y-x²)²`: a curved valley.
  ROSENBROCK(-0.5, 0.5, 0.02),

  /// `(1.5-x+xy)² + (2.25-x+xy²)² + (2.625-x+xy³)²`: plains and walls around (3, 0.5).
  BEALE(1, 1, 0.02),

  /// `x² - y²`: has to leave the saddle.
  SADDLE(1, 0.01, -1),

  /// `(x² + 10y²)/2` with noise of size 1 in every gradient.
  NOISY_QUADRATIC(3, -2, 0.05);

  static final int STEPS = 6000;

  final double startX;
  final double startY;

  /// What a method that is stated to converge is below at the end.
  final double target;

  Landscape(double startX, double startY, double target) {
    this.startX = startX;
    this.startY = startY;
    this.target = target;
  }

  double value(double x, double y) {
    return switch (this) {
      case PARABOLA -> x * x + y * y;
      case ROSENBROCK -> (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
      case BEALE -> {
        double a = 1.5 - x + x * y;
        double b = 2.25 - x + x * y * y;
        double c = 2.625 - x + x * y * y * y;
        yield a * a + b * b + c * c;
      }
      case SADDLE -> x * x - y * y;
      case NOISY_QUADRATIC -> (x * x + 10 * y * y) / 2;
    };
  }

  double[] gradient(double x, double y) {
    return switch (this) {
      case PARABOLA -> new double[] {2 * x, 2 * y};
      case ROSENBROCK -> new double[] {-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)};
      case BEALE -> {
        double a = 1.5 - x + x * y;
        double b = 2.25 - x + x * y * y;
        double c = 2.625 - x + x * y * y * y;
        yield new double[] {
          2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1),
          2 * a * x + 4 * b * x * y + 6 * c * x * y * y
        };
      }
      case SADDLE -> new double[] {2 * x, -2 * y};
      case NOISY_QUADRATIC -> new double[] {x, 10 * y};
    };
  }

  /// The diagonal of the Hessian, by differences of the gradient.
  double[] curvature(double x, double y) {
    double h = 1e-4;
    return new double[] {
      (gradient(x + h, y)[0] - gradient(x - h, y)[0]) / (2 * h),
      (gradient(x, y + h)[1] - gradient(x, y - h)[1]) / (2 * h)
    };
  }

  /// The gradient that an optimizer sees.
  Tensor seen(Tensor point, Random noise) {
    double[] at = point.toDoubleArray();
    double[] g = gradient(at[0], at[1]);
    if (this == NOISY_QUADRATIC) {
      g[0] += noise.nextGaussian();
      g[1] += noise.nextGaussian();
    }
    return Tensors.of(g, 2).reshape(point.shape());
  }

  double value(Tensor point) {
    double[] at = point.toDoubleArray();
    return value(at[0], at[1]);
  }
}
