package octavo.kernel.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.row.CrossEntropyKernels.Terms;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("simd")
class CrossEntropyKernelsTest {
  private static final int[] LENGTHS = {1, 3, 7, 8, 15, 16, 17, 67, 1000, 3000};

  /// With and without smoothing and weights, of classes and of distributions.
  private static List<float[]> run(CrossEntropyKernels k, int outer, int n, int inner) {
    List<float[]> all = new ArrayList<>();
    for (double smoothing : new double[] {0, 0.1}) {
      for (boolean weighted : new boolean[] {false, true}) {
        Random r = new Random(n);
        Rows x = Rows.along(Arrays32.normal(r, outer, n, inner), 1);
        Rows targets = Rows.along(Arrays32.normal(r, outer, n, inner), 1);
        View dloss = Arrays32.normal(r, outer * inner);
        View weights = Arrays32.normal(r, n);
        long[] classes = new long[outer * inner];
        for (int i = 0; i < classes.length; i++) {
          classes[i] = i % 4 == 3 ? -1 : r.nextInt(n);
        }
        View indices = View.of(new LongStorage(classes), classes.length);
        Terms terms = new Terms(smoothing, -1, weighted ? weights : null);
        View loss = Arrays32.zeros(outer * inner);
        View softLoss = Arrays32.zeros(outer * inner);
        Rows[] out = new Rows[4];
        for (int i = 0; i < out.length; i++) {
          out[i] = Rows.along(Arrays32.zeros(outer, n, inner), 1);
        }
        k.ofClasses(x, indices, terms, loss, out[0]);
        k.ofClassesBackward(out[0], indices, terms, dloss, out[1]);
        k.ofDistributions(x, targets, terms, softLoss, out[2]);
        k.ofDistributionsBackward(out[2], targets, terms, dloss, out[3]);
        all.add(loss.floats());
        all.add(softLoss.floats());
        for (Rows rows : out) {
          all.add(rows.floats());
        }
      }
    }
    return all;
  }

  @Test
  void equalsTheOracle() {
    for (int n : LENGTHS) {
      for (int inner : new int[] {1, 2, 16, 37}) {
        List<float[]> expected = run(new ScalarCrossEntropy(), 3, n, inner);
        List<float[]> found = run(new SimdCrossEntropy(), 3, n, inner);
        for (int i = 0; i < expected.size(); i++) {
          // 8·ε·√n·largest term: losses sum terms up to |w|·|t|·|ln p| ≈ 4·4·15, gradients 4·4·4
          double tolerance = 8 * 0x1p-24 * Math.sqrt(n) * 240;
          Arrays32.assertClose(
              "result %d, %d × %d".formatted(i, n, inner),
              expected.get(i),
              found.get(i),
              tolerance);
        }
      }
    }
  }

  /// Losses, differences and the gradient for answers that do not exclude one another.
  private static List<float[]> answers(CrossEntropyKernels k, int outer, int n) {
    Random r = new Random(n);
    View x = Arrays32.normal(r, outer, n);
    for (int i = 0; i < x.count(); i++) {
      x.floats()[x.offset() + i] *= i % 5 == 0 ? 40 : 3;
    }
    Rows targets = Rows.along(Arrays32.normal(r, outer, n), 1);
    View loss = Arrays32.zeros(outer);
    View difference = Arrays32.zeros(outer, n);
    View dx = Arrays32.zeros(outer, n);
    k.ofAnswers(Rows.along(x, 1), targets, loss, Rows.along(difference, 1));
    k.ofAnswersBackward(Rows.along(difference, 1), Arrays32.normal(r, outer), Rows.along(dx, 1));
    return List.of(loss.floats(), difference.floats(), dx.floats());
  }

  @Test
  void answersEqualTheOracle() {
    for (int n : new int[] {1, 3, 7, 8, 15, 16, 17, 67, 784, 4096, 5000, 9000}) {
      List<float[]> expected = answers(new ScalarCrossEntropy(), 3, n);
      List<float[]> found = answers(new SimdCrossEntropy(), 3, n);
      // 8·ε·√n·largest term: |x|·(1 + |t|) ≈ 40·4·5
      double tolerance = 8 * 0x1p-24 * Math.sqrt(n) * 800;
      Arrays32.assertClose("losses of " + n, expected.get(0), found.get(0), tolerance);
      for (int i = 1; i < 3; i++) { // σ within 2 ulp, times a factor up to 4
        Arrays32.assertClose("result " + i, expected.get(i), found.get(i), 16 * 0x1p-24 * 5);
      }
    }
  }

  /// Numbers without a place in the middle of the line: the sigmoid is 0, ½ or 1 there.
  @Test
  void extremeAnswers() {
    float[] x = {Float.NEGATIVE_INFINITY, -1e30f, -200, -0f, 0, 200, 1e30f, Float.NaN};
    View t = View.of(new FloatStorage(new float[] {1, 0, 0, 0, 1, 1, 0, 1}), 8, 1);
    for (CrossEntropyKernels k : List.of(new ScalarCrossEntropy(), new SimdCrossEntropy())) {
      View loss = Arrays32.zeros(8);
      View d = Arrays32.zeros(8, 1);
      View logits = View.of(new FloatStorage(x), 8, 1);
      k.ofAnswers(Rows.along(logits, 1), Rows.along(t, 1), loss, Rows.along(d, 1));
      float ln2 = (float) Math.log(2);
      float infinite = Float.POSITIVE_INFINITY;
      float[] losses = {infinite, 0, 0, ln2, ln2, 0, 1e30f, Float.NaN};
      Arrays32.assertClose("losses", losses, Arrays.copyOf(loss.floats(), 8), 1e-7);
      float[] differences = {-1, 0, 0, 0.5f, -0.5f, 0, 1, Float.NaN};
      Arrays32.assertClose("differences", differences, Arrays.copyOf(d.floats(), 8), 1e-7);
    }
  }

  /// Equal terms are the worst there is: in one chain of float additions all roundings point the same way.
  @Test
  void manyEqualClassesLoseNothing() {
    int n = 100_000;
    int inner = 16; // whole vectors of any width
    float[] numbers = new float[n * inner];
    Arrays.fill(numbers, -1.1f);
    Arrays.fill(numbers, 0, inner, 0);
    View view = View.of(new FloatStorage(numbers), 1, n, inner);
    View targets = View.of(new LongStorage(new long[inner]), inner);
    for (double smoothing : new double[] {0, 0.5}) {
      Terms terms = new Terms(smoothing, -1, null);
      List<float[]> results = new ArrayList<>();
      for (CrossEntropyKernels k : List.of(new ScalarCrossEntropy(), new SimdCrossEntropy())) {
        View loss = Arrays32.zeros(inner);
        Rows p = Rows.along(Arrays32.zeros(1, n, inner), 1);
        k.ofClasses(Rows.along(view, 1), targets, terms, loss, p);
        results.add(loss.floats());
        results.add(p.floats());
      }
      double rounding = 8 * 0x1p-24 * Math.sqrt(n); // 8·ε·√n·largest term
      Arrays32.assertClose("losses", results.get(0), results.get(2), rounding * 15);
      Arrays32.assertClose("probabilities", results.get(1), results.get(3), rounding * 5e-5);
    }
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    AnyThreads.same(() -> {
      List<float[]> found = run(new SimdCrossEntropy(), 60, 67, 37);
      found.addAll(run(new SimdCrossEntropy(), 2000, 67, 1));
      found.addAll(answers(new SimdCrossEntropy(), 60, 5000));
      found.addAll(answers(new SimdCrossEntropy(), 1, 100_000));
      return found;
    });
  }
}
