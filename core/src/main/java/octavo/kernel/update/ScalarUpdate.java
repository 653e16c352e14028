package octavo.kernel.update;

import octavo.storage.Storage;

/// The oracle: one number at a time, in double.
public final class ScalarUpdate implements UpdateKernels {
  @Override
  public void scale(Storage u, double factor, int from, int n) {
    for (int i = from; i < from + n; i++) {
      u.setDouble(i, factor * u.getDouble(i));
    }
  }

  @Override
  public void axpy(double factor, Storage x, Storage y, int from, int n) {
    for (int i = from; i < from + n; i++) {
      y.setDouble(i, y.getDouble(i) + factor * x.getDouble(i));
    }
  }

  @Override
  public void clip(Storage u, double bound, int from, int n) {
    for (int i = from; i < from + n; i++) {
      u.setDouble(i, Math.min(Math.max(u.getDouble(i), -bound), bound));
    }
  }

  @Override
  public void momentum(
      Storage u, Storage m, double momentum, double dampening, boolean nesterov, int from, int n) {
    for (int i = from; i < from + n; i++) {
      double g = u.getDouble(i);
      double mean = momentum * m.getDouble(i) + (1 - dampening) * g;
      m.setDouble(i, mean);
      u.setDouble(i, nesterov ? g + momentum * mean : mean);
    }
  }

  @Override
  public void adam(
      Storage u,
      Storage m,
      Storage v,
      double beta1,
      double beta2,
      double correction1,
      double correction2,
      double epsilon,
      int from,
      int n) {
    for (int i = from; i < from + n; i++) {
      double g = u.getDouble(i);
      double mean = beta1 * m.getDouble(i) + (1 - beta1) * g;
      double square = beta2 * v.getDouble(i) + (1 - beta2) * g * g;
      m.setDouble(i, mean);
      v.setDouble(i, square);
      u.setDouble(i, mean / correction1 / (Math.sqrt(square / correction2) + epsilon));
    }
  }

  @Override
  public double sumOfSquares(Storage u, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += u.getDouble(i) * u.getDouble(i);
    }
    return sum;
  }
}
