package octavo.kernel.update;

import octavo.storage.Storage;

/// The oracle: one number at a time, in double.
public final class ScalarUpdate implements UpdateKernels {
  @Override
  public void scale(Storage u, double factor, int n) {
    for (int i = 0; i < n; i++) {
      u.setDouble(i, factor * u.getDouble(i));
    }
  }

  @Override
  public void addScaled(Storage u, double factor, Storage p, int from, int n) {
    for (int i = 0; i < n; i++) {
      u.setDouble(i, u.getDouble(i) + factor * p.getDouble(from + i));
    }
  }

  @Override
  public void step(Storage p, double factor, Storage u, int from, int n) {
    for (int i = 0; i < n; i++) {
      p.setDouble(from + i, p.getDouble(from + i) + factor * u.getDouble(i));
    }
  }

  @Override
  public void clip(Storage u, double bound, int n) {
    for (int i = 0; i < n; i++) {
      u.setDouble(i, Math.min(Math.max(u.getDouble(i), -bound), bound));
    }
  }

  @Override
  public void momentum(
      Storage u, Storage m, double momentum, double dampening, boolean nesterov, int from, int n) {
    for (int i = 0; i < n; i++) {
      double g = u.getDouble(i);
      double mean = momentum * m.getDouble(from + i) + (1 - dampening) * g;
      m.setDouble(from + i, mean);
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
    for (int i = 0; i < n; i++) {
      double g = u.getDouble(i);
      double mean = beta1 * m.getDouble(from + i) + (1 - beta1) * g;
      double square = beta2 * v.getDouble(from + i) + (1 - beta2) * g * g;
      m.setDouble(from + i, mean);
      v.setDouble(from + i, square);
      u.setDouble(i, mean / correction1 / (Math.sqrt(square / correction2) + epsilon));
    }
  }

  @Override
  public double sumOfSquares(Storage x, int from, int n) {
    double sum = 0;
    for (int i = from; i < from + n; i++) {
      sum += x.getDouble(i) * x.getDouble(i);
    }
    return sum;
  }
}
