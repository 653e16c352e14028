package octavo.kernel.attention;

import octavo.kernel.random.Philox;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// The oracle: one step at a time, sums in double.
public final class ScalarAttention implements AttentionKernels {
  private static int at(View x, int b, int h, int i) {
    return x.offset() + b * x.stride(0) + h * x.stride(1) + i * x.stride(2);
  }

  private static double dot(View x, int xo, View y, int yo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x.storage().getDouble(xo + i) * y.storage().getDouble(yo + i);
    }
    return sum;
  }

  /// `sums[at …] += a·x` for a row.
  private static void add(double a, View x, int xo, double[] sums, int at, int n) {
    for (int i = 0; i < n; i++) {
      sums[at + i] += a * x.storage().getDouble(xo + i);
    }
  }

  private static void store(double[] sums, int from, View to, int b, int h, int i) {
    for (int c = 0; c < to.size(3); c++) {
      to.storage().setDouble(at(to, b, h, i) + c, sums[from + c]);
    }
  }

  /// The scores of one step, -∞ for keys that it does not see.
  private static double[] scores(AttentionGeometry g, Operands x, int b, int h, int i) {
    double[] s = new double[g.keys()];
    View mask = x.mask();
    for (int j = 0; j < s.length; j++) {
      if (j >= g.visible(i)) {
        s[j] = Double.NEGATIVE_INFINITY;
        continue;
      }
      int key = at(x.k(), b, h / g.group(), j);
      s[j] = g.scale() * dot(x.q(), at(x.q(), b, h, i), x.k(), key, g.features());
      if (mask != null) {
        double m = mask.storage().getDouble(at(mask, b, h, i) + j * mask.stride(3));
        boolean truth = mask.dtype() == DType.BOOL;
        s[j] = !truth ? s[j] + m : m == 0 ? Double.NEGATIVE_INFINITY : s[j];
      }
    }
    return s;
  }

  private static double logSum(double[] s) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : s) {
      largest = Math.max(largest, value);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double value : s) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  private static double weight(double score, double logSum) {
    return logSum == Double.NEGATIVE_INFINITY ? 0 : Math.exp(score - logSum);
  }

  /// What dropout multiplies a weight by.
  private static double kept(AttentionGeometry g, int head, int i, int j) {
    AttentionGeometry.Dropped dropout = g.dropout();
    if (dropout.p() == 0) {
      return 1;
    }
    int[] block = new int[4];
    Philox.block(dropout.key(), g.counter(head, j, i / 4 * 4), block);
    boolean dropped = (block[i % 4] & 0xFFFFFFFFL) < Math.round(dropout.p() * 0x1p32);
    return dropped ? 0 : dropout.scale();
  }

  @Override
  public void forward(AttentionGeometry g, Operands x, View y, View logSums) {
    for (int head = 0; head < g.batch() * g.heads(); head++) {
      int b = head / g.heads();
      int h = head % g.heads();
      for (int i = 0; i < g.steps(); i++) {
        double[] s = scores(g, x, b, h, i);
        double logSum = logSum(s);
        logSums.storage().setDouble(logSums.offset() + head * g.steps() + i, logSum);
        double[] sums = new double[g.values()];
        for (int j = 0; j < g.visible(i); j++) {
          double p = weight(s[j], logSum) * kept(g, head, i, j);
          if (p != 0) {
            add(p, x.v(), at(x.v(), b, h / g.group(), j), sums, 0, sums.length);
          }
        }
        store(sums, 0, y, b, h, i);
      }
    }
  }

  @Override
  public void backward(
      AttentionGeometry g,
      Operands x,
      View y,
      View logSums,
      View dy,
      View dq,
      View dk,
      View dv,
      @Nullable View ds) {
    int keyRows = g.batch() * g.keyHeads() * g.keys();
    double[] dks = new double[keyRows * g.features()];
    double[] dvs = new double[keyRows * g.values()];
    for (int head = 0; head < g.batch() * g.heads(); head++) {
      int b = head / g.heads();
      int h = head % g.heads();
      int shared = h / g.group();
      for (int i = 0; i < g.steps(); i++) {
        double[] s = scores(g, x, b, h, i);
        double logSum = logSums.storage().getDouble(logSums.offset() + head * g.steps() + i);
        int step = at(dy, b, h, i);
        double mean = dot(dy, step, y, at(y, b, h, i), g.values());
        double[] dqs = new double[g.features()];
        for (int j = 0; j < g.visible(i); j++) {
          double p = weight(s[j], logSum);
          double kept = kept(g, head, i, j);
          if (p == 0) {
            continue;
          }
          int row = (b * g.keyHeads() + shared) * g.keys() + j;
          double slope = dot(dy, step, x.v(), at(x.v(), b, shared, j), g.values());
          double change = p * (kept == 0 ? -mean : kept * slope - mean);
          double scaled = g.scale() * change;
          add(kept * p, dy, step, dvs, row * g.values(), g.values());
          add(scaled, x.k(), at(x.k(), b, shared, j), dqs, 0, g.features());
          add(scaled, x.q(), at(x.q(), b, h, i), dks, row * g.features(), g.features());
          if (ds != null) {
            ds.storage().setDouble(at(ds, b, h, i) + j, change);
          }
        }
        store(dqs, 0, dq, b, h, i);
      }
    }
    for (int row = 0; row < keyRows; row++) {
      int b = row / g.keys() / g.keyHeads();
      int h = row / g.keys() % g.keyHeads();
      store(dks, row * g.features(), dk, b, h, row % g.keys());
      store(dvs, row * g.values(), dv, b, h, row % g.keys());
    }
  }
}
