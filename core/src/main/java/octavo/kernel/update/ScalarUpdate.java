package octavo.kernel.update;

import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: one number at a time, in double.
public final class ScalarUpdate implements UpdateKernels {
  @Override
  public void scale(Storage y, int yo, double factor, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, factor * y.getDouble(yo + i));
    }
  }

  @Override
  public void add(Storage y, int yo, double factor, Storage x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, y.getDouble(yo + i) + factor * x.getDouble(xo + i));
    }
  }

  @Override
  public void blend(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, normal(y, a * y.getDouble(yo + i) + b * x.getDouble(xo + i)));
    }
  }

  @Override
  public void weightedSum(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, a * y.getDouble(yo + i) + b * x.getDouble(xo + i));
    }
  }

  /// `value`, or 0 where it is no normal number in `y` of float32.
  private static double normal(Storage y, double value) {
    return y.dtype() == DType.FLOAT32 && Math.abs(value) < Float.MIN_NORMAL ? 0 : value;
  }

  @Override
  public void blendSquares(Storage y, int yo, double a, Storage x, int xo, double b, int n) {
    for (int i = 0; i < n; i++) {
      double g = x.getDouble(xo + i);
      y.setDouble(yo + i, a * y.getDouble(yo + i) + b * (g * g));
    }
  }

  @Override
  public void maximum(Storage y, int yo, Storage x, int xo, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, Math.max(y.getDouble(yo + i), x.getDouble(xo + i)));
    }
  }

  @Override
  public void decayingMaximum(
      Storage y, int yo, double a, Storage x, int xo, double epsilon, int n) {
    for (int i = 0; i < n; i++) {
      double magnitude = Math.abs(x.getDouble(xo + i)) + epsilon;
      y.setDouble(yo + i, Math.max(a * y.getDouble(yo + i), magnitude));
    }
  }

  @Override
  public void divideByRoot(
      Storage y, int yo, double a, Storage v, int vo, double root, double epsilon, int n) {
    for (int i = 0; i < n; i++) {
      double divisor = Math.sqrt(v.getDouble(vo + i)) * root + epsilon;
      y.setDouble(yo + i, a * y.getDouble(yo + i) / divisor);
    }
  }

  @Override
  public void divideByRootOf(
      Storage y, int yo, double a, Storage v, int vo, double factor, double epsilon, int n) {
    for (int i = 0; i < n; i++) {
      double divisor = Math.sqrt(v.getDouble(vo + i) * factor + epsilon);
      y.setDouble(yo + i, a * y.getDouble(yo + i) / divisor);
    }
  }

  @Override
  public void multiplyByRoot(Storage y, int yo, Storage v, int vo, double epsilon, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, y.getDouble(yo + i) * Math.sqrt(v.getDouble(vo + i) + epsilon));
    }
  }

  @Override
  public void divide(Storage y, int yo, double a, Storage v, int vo, double epsilon, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, a * y.getDouble(yo + i) / (v.getDouble(vo + i) + epsilon));
    }
  }

  @Override
  public void divideByFloored(Storage y, int yo, Storage v, int vo, double a, double floor, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, y.getDouble(yo + i) / Math.max(a * v.getDouble(vo + i), floor));
    }
  }

  @Override
  public void floor(Storage y, int yo, double least, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, Math.max(y.getDouble(yo + i), least));
    }
  }

  @Override
  public void shift(Storage y, int yo, double amount, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, y.getDouble(yo + i) + amount);
    }
  }

  @Override
  public void sign(Storage y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, Math.signum(y.getDouble(yo + i)));
    }
  }

  @Override
  public void clip(Storage y, int yo, double bound, int n) {
    for (int i = 0; i < n; i++) {
      y.setDouble(yo + i, Math.min(Math.max(y.getDouble(yo + i), -bound), bound));
    }
  }

  @Override
  public void resilient(
      Storage g, int go, Storage previous, Storage size, int from, Resilience r, int n) {
    for (int i = 0; i < n; i++) {
      double slope = g.getDouble(go + i);
      double agreement = slope * previous.getDouble(from + i);
      double s = size.getDouble(from + i);
      if (agreement > 0) {
        s = s * r.growth();
      } else if (agreement < 0) {
        s = s * r.shrinkage();
        slope = 0;
      }
      size.setDouble(from + i, Math.min(Math.max(s, r.least()), r.most()));
      previous.setDouble(from + i, slope);
      g.setDouble(go + i, Math.signum(slope) * size.getDouble(from + i));
    }
  }

  @Override
  public void momentumStep(View p, @Nullable View m, View g, int from, MomentumStep s, int n) {
    for (int i = from; i < from + n; i++) {
      double at = get(p, i);
      double slope = s.scale() * get(g, i) + s.coupled() * at;
      double u = slope;
      if (m != null) {
        double mean = normal(m.storage(), s.momentum() * get(m, i) + s.share() * slope);
        set(m, i, mean);
        u = s.nesterov() ? slope + s.momentum() * mean : mean;
      }
      set(p, i, at - s.rate() * (u + s.decoupled() * at));
    }
  }

  @Override
  public void adamStep(View p, View m, View v, View g, int from, AdamStep s, int n) {
    for (int i = from; i < from + n; i++) {
      double at = get(p, i);
      double slope = s.scale() * get(g, i) + s.coupled() * at;
      double mean = normal(m.storage(), s.beta1() * get(m, i) + (1 - s.beta1()) * slope);
      double square = s.beta2() * get(v, i) + (1 - s.beta2()) * (slope * slope);
      set(m, i, mean);
      set(v, i, square);
      double u = s.factor() * mean / (Math.sqrt(square) * s.root() + s.epsilon());
      set(p, i, at - s.rate() * (u + s.decoupled() * at));
    }
  }

  private static double get(View x, int i) {
    return x.storage().getDouble(x.offset() + i);
  }

  private static void set(View x, int i, double value) {
    x.storage().setDouble(x.offset() + i, value);
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
