package octavo.kernel.row;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.storage.FloatStorage;
import octavo.storage.View;

/// Cross-entropy on float32: rows of neighbors by [SimdCrossEntropyMath], classes whose rows lie side
/// by side (pixels) a vector of rows at a time. Distributions of pixels and other types go to the
/// oracle.
public final class SimdCrossEntropy implements CrossEntropyKernels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();
  private static final ScalarCrossEntropy SCALAR = new ScalarCrossEntropy();

  private static boolean isFloat(Rows x) {
    return x.storage() instanceof FloatStorage && x.length() > 0 && x.count() > 0;
  }

  private static float[] weights(Terms terms, int n) {
    float[] w = new float[n];
    View given = terms.weights();
    if (given == null) {
      Arrays.fill(w, 1);
    } else {
      System.arraycopy(given.floats(), given.offset(), w, 0, n);
    }
    return w;
  }

  private static int grain(int work) {
    return Math.max(1, Parallel.MINIMUM_WORK / (work + 1));
  }

  @Override
  public void ofClasses(Rows x, View classes, Terms terms, View loss, Rows p) {
    int n = x.length();
    if (!isFloat(x) || (x.inner() > 1 && x.inner() < LANES)) {
      SCALAR.ofClasses(x, classes, terms, loss, p);
    } else if (x.inner() == 1) {
      float[] w = weights(terms, n);
      Parallel.ranges(
          x.outer(),
          grain(n),
          (from, to) -> {
            double[] totals = softmax(x, p, from, to);
            for (int row = from; row < to; row++) {
              loss.floats()[loss.offset() + row] =
                  classLoss(x, row, classes, terms, w, totals[row - from]);
            }
          });
    } else {
      float[] w = weights(terms, n);
      eachStrip(
          x,
          (o, r) ->
              SimdCrossEntropyMath.columns(
                  x, p, o, r, classes, w, terms, loss.floats(), loss.offset()));
    }
  }

  /// The loss of a row whose `ln Σ exp x` is `total`.
  private static float classLoss(
      Rows x, int row, View classes, Terms terms, float[] w, double total) {
    int n = x.length();
    int at = x.offset() + row * n;
    long target = classes.longs()[classes.offset() + row];
    if (target == terms.ignored()) {
      return 0;
    }
    int t = (int) target;
    double value = terms.kept() * w[t] * (total - x.floats()[at + t]);
    double even = terms.even(n);
    return (float)
        (even == 0 ? value : value + even * SimdCrossEntropyMath.logs(w, x.floats(), at, total, n));
  }

  /// Softmax of the rows `from` to `to` (exclusive); returns `ln Σ exp x` of each.
  private static double[] softmax(Rows x, Rows p, int from, int to) {
    int n = x.length();
    double[] totals = new double[to - from];
    SimdRowMath.softmaxRows(
        x.floats(), x.offset() + from * n, p.floats(), p.offset() + from * n, n, to - from, totals);
    return totals;
  }

  /// What is done with the vector of rows from `r` on of block `o`.
  private interface Strip {
    void accept(int o, int r);
  }

  /// Every vector of rows; the last one overlaps the one before it and is done after it, by the same
  /// thread.
  private static void eachStrip(Rows x, Strip body) {
    int strips = x.inner() / LANES;
    Parallel.ranges(
        x.outer() * strips,
        grain(x.length() * LANES),
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int o = i / strips;
            int strip = i - o * strips;
            body.accept(o, strip * LANES);
            if (strip == strips - 1 && x.inner() > strips * LANES) {
              body.accept(o, x.inner() - LANES);
            }
          }
        });
  }

  @Override
  public void ofClassesBackward(Rows p, View classes, Terms terms, View dloss, Rows dx) {
    int n = dx.length();
    if (!isFloat(dx) || (dx.inner() > 1 && dx.inner() < LANES)) {
      SCALAR.ofClassesBackward(p, classes, terms, dloss, dx);
      return;
    }
    float[] w = weights(terms, n);
    double even = terms.even(n);
    double evenMass = even == 0 ? 0 : even * terms.totalWeight(n);
    if (dx.inner() > 1) {
      eachStrip(
          dx,
          (o, r) ->
              SimdCrossEntropyMath.columnsBackward(
                  p, dx, o, r, classes, w, terms, evenMass, dloss.floats(), dloss.offset()));
      return;
    }
    Parallel.ranges(
        dx.outer(),
        grain(n),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            long target = classes.longs()[classes.offset() + row];
            int at = dx.offset() + row * n;
            if (target == terms.ignored()) {
              Arrays.fill(dx.floats(), at, at + n, 0);
              continue;
            }
            double g = dloss.floats()[dloss.offset() + row];
            double kept = terms.kept() * w[(int) target];
            SimdCrossEntropyMath.smoothedGradient(
                p.floats(),
                p.offset() + row * n,
                w,
                (float) (g * (kept + evenMass)),
                (float) (g * even),
                dx.floats(),
                at,
                n);
            dx.floats()[at + (int) target] -= (float) (g * kept);
          }
        });
  }

  @Override
  public void ofDistributions(Rows x, Rows targets, Terms terms, View loss, Rows p) {
    int n = x.length();
    if (!isFloat(x) || x.inner() > 1) {
      SCALAR.ofDistributions(x, targets, terms, loss, p);
      return;
    }
    float[] w = weights(terms, n);
    float kept = (float) terms.kept();
    float even = (float) terms.even(n);
    Parallel.ranges(
        x.outer(),
        grain(2 * n),
        (from, to) -> {
          double[] totals = softmax(x, p, from, to);
          for (int row = from; row < to; row++) {
            int at = x.offset() + row * n;
            double total = totals[row - from];
            double value =
                SimdCrossEntropyMath.logs(
                    w,
                    targets.floats(),
                    targets.offset() + row * n,
                    kept,
                    even,
                    x.floats(),
                    at,
                    total,
                    n);
            if (Double.isNaN(value)) { // perhaps 0·∞ of a class that cannot be
              value = ScalarCrossEntropy.ofDistribution(x, targets, terms, row);
            }
            loss.floats()[loss.offset() + row] = (float) value;
          }
        });
  }

  @Override
  public void ofDistributionsBackward(Rows p, Rows targets, Terms terms, View dloss, Rows dx) {
    int n = dx.length();
    if (!isFloat(dx) || dx.inner() > 1) {
      SCALAR.ofDistributionsBackward(p, targets, terms, dloss, dx);
      return;
    }
    float[] w = weights(terms, n);
    float kept = (float) terms.kept();
    float even = (float) terms.even(n);
    Parallel.ranges(
        dx.outer(),
        grain(2 * n),
        (from, to) -> {
          for (int row = from; row < to; row++) {
            float g = dloss.floats()[dloss.offset() + row];
            SimdCrossEntropyMath.gradient(
                p.floats(),
                p.offset() + row * n,
                w,
                targets.floats(),
                targets.offset() + row * n,
                kept,
                even,
                g,
                dx.floats(),
                dx.offset() + row * n,
                n);
          }
        });
  }

  @Override
  public void ofAnswers(Rows x, Rows targets, View loss, Rows difference) {
    if (!isFloat(x)) {
      SCALAR.ofAnswers(x, targets, loss, difference);
      return;
    }
    int n = x.length();
    int block = SimdBinaryMath.BLOCK;
    int blocks = Math.ceilDiv(n, block);
    double[] parts = new double[x.outer() * blocks];
    Parallel.ranges(
        parts.length,
        grain(2 * Math.min(n, block)),
        (from, to) -> {
          for (int part = from; part < to; part++) {
            int row = part / blocks;
            int first = (part - row * blocks) * block;
            int at = row * n + first;
            parts[part] =
                SimdBinaryMath.losses(
                    x.floats(),
                    x.offset() + at,
                    targets.floats(),
                    targets.offset() + at,
                    difference.floats(),
                    difference.offset() + at,
                    Math.min(block, n - first));
          }
        });
    for (int row = 0; row < x.outer(); row++) {
      double total = 0;
      for (int part = row * blocks; part < (row + 1) * blocks; part++) {
        total += parts[part];
      }
      loss.floats()[loss.offset() + row] = (float) total;
    }
  }

  @Override
  public void ofAnswersBackward(Rows difference, View dloss, Rows dx) {
    if (!isFloat(dx)) {
      SCALAR.ofAnswersBackward(difference, dloss, dx);
      return;
    }
    int n = dx.length();
    int block = SimdBinaryMath.BLOCK;
    int blocks = Math.ceilDiv(n, block);
    Parallel.ranges(
        dx.outer() * blocks,
        grain(Math.min(n, block)),
        (from, to) -> {
          for (int part = from; part < to; part++) {
            int row = part / blocks;
            int first = (part - row * blocks) * block;
            SimdBinaryMath.scaled(
                difference.floats(),
                difference.offset() + row * n + first,
                dloss.floats()[dloss.offset() + row],
                dx.floats(),
                dx.offset() + row * n + first,
                Math.min(block, n - first));
          }
        });
  }
}
