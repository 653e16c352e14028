package octavo.kernel.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import octavo.kernel.AnyThreads;
import octavo.kernel.Arrays32;
import octavo.kernel.recurrent.RecurrentKernels.Gradients;
import octavo.kernel.recurrent.RecurrentKernels.Path;
import octavo.kernel.recurrent.RecurrentKernels.Start;
import octavo.kernel.recurrent.RecurrentKernels.Weights;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The kernels with vectors against the oracle, and against themselves.
@Tag("simd")
class RecurrentKernelsTest {
  /// Steps, batch, hidden: less than a tile, whole ones and more, panels and rests of panels; cut by
  /// sequences and, where they are few and units many, by units.
  private static final int[][] SIZES = {
    {1, 1, 1},
    {3, 2, 5},
    {4, 3, 16},
    {2, 9, 31},
    {3, 8, 32},
    {2, 17, 33},
    {3, 70, 40},
    {5, 1, 64},
    {2, 4, 300},
    {2, 40, 160}
  };

  /// What one pass is given and makes.
  private static final class Pass {
    final Recurrence r;
    final Weights weights;
    final Start start;
    final View gates;
    final View dHidden;

    Pass(Recurrence r, boolean masked, Random random) {
      this.r = r;
      int h = r.hidden();
      boolean lstm = r.kind() == CellKind.LSTM;
      View recurrent = Arrays32.normal(random, r.width(), h);
      for (int i = 0; i < recurrent.floats().length; i++) {
        recurrent.floats()[i] /= (float) Math.sqrt(h);
      }
      View bias = r.kind() == CellKind.GRU ? Arrays32.normal(random, h) : null;
      View mask = masked ? Arrays32.normal(random, r.batch(), h) : null;
      weights = new Weights(recurrent, bias, mask);
      start =
          new Start(
              Arrays32.normal(random, r.batch(), h),
              lstm ? Arrays32.normal(random, r.batch(), h) : null);
      gates = Arrays32.normal(random, r.steps(), r.batch(), r.width());
      dHidden = Arrays32.normal(random, lstm ? r.steps() + 1 : r.steps(), r.batch(), h);
    }

    /// All results, forward and backward.
    List<View> run(RecurrentKernels kernels) {
      List<View> made = new ArrayList<>();
      int h = r.hidden();
      boolean gated = r.kind().gates() > 1;
      View hidden = filled(made, dHidden.sizes());
      View memory = gated ? filled(made, r.steps(), r.batch(), h) : null;
      View inputs = copy(gates);
      Path path = new Path(inputs, hidden, memory);
      kernels.forward(r, weights, start, path);
      if (gated) {
        made.add(inputs);
      }
      View dGates = filled(made, r.steps(), r.batch(), r.width());
      View dCandidate = r.kind() == CellKind.GRU ? filled(made, r.steps(), r.batch(), h) : null;
      View dCell = start.cell() == null ? null : filled(made, r.batch(), h);
      Start dStart = new Start(filled(made, r.batch(), h), dCell);
      kernels.backward(r, weights, start, path, new Gradients(dHidden, dGates, dCandidate, dStart));
      return made;
    }

    private static View filled(List<View> made, int... sizes) {
      View x = Arrays32.zeros(sizes);
      Arrays.fill(x.floats(), Float.NaN);
      made.add(x);
      return x;
    }

    private static View copy(View x) {
      float[] numbers = new float[x.count()];
      System.arraycopy(x.floats(), x.offset(), numbers, 0, numbers.length);
      return View.of(new FloatStorage(numbers), x.sizes());
    }
  }

  private static List<Recurrence> all() {
    List<Recurrence> all = new ArrayList<>();
    for (int[] size : SIZES) {
      for (CellKind kind : CellKind.values()) {
        all.add(new Recurrence(kind, size[0], size[1], size[2], size[1] % 2 == 0));
      }
    }
    return all;
  }

  /// Numbers up to about 10, a few steps of sums over the hidden units, each of which the next ones carry on.
  @Test
  void vectorsAgreeWithTheOracle() {
    for (Recurrence r : all()) {
      for (boolean masked : new boolean[] {false, true}) {
        Pass pass = new Pass(r, masked, new Random(r.hashCode()));
        List<View> expected = pass.run(new ScalarRecurrent());
        List<View> found = pass.run(new SimdRecurrent());
        for (int i = 0; i < expected.size(); i++) {
          double largest = 1;
          for (float v : expected.get(i).floats()) {
            largest = Math.max(largest, Math.abs(v));
          }
          Arrays32.assertClose(
              r + ", masked " + masked + ", result " + i,
              expected.get(i).floats(),
              found.get(i).floats(),
              64 * 0x1p-24 * Math.sqrt(r.hidden()) * largest);
        }
      }
    }
  }

  @Test
  void theSameBitsForAnyNumberOfThreads() {
    for (Recurrence r : all()) {
      Pass pass = new Pass(r, r.steps() == 2, new Random(1));
      AnyThreads.same(() -> pass.run(new SimdRecurrent()));
    }
  }

  @Test
  void withoutMemoryTheStatesAreTheSame() {
    for (CellKind kind : new CellKind[] {CellKind.LSTM, CellKind.GRU}) {
      Recurrence r = new Recurrence(kind, 4, 5, 20, false);
      for (RecurrentKernels kernels : List.of(new ScalarRecurrent(), new SimdRecurrent())) {
        Pass pass = new Pass(r, false, new Random(2));
        float[] kept = pass.run(kernels).getFirst().floats();
        View hidden = Arrays32.zeros(pass.dHidden.sizes());
        kernels.forward(r, pass.weights, pass.start, new Path(Pass.copy(pass.gates), hidden, null));
        assertThat(hidden.floats()).isEqualTo(kept);
      }
    }
  }

  /// A NaN of one sequence stays in it.
  @Test
  void sequencesKnowNothingOfOneAnother() {
    for (CellKind kind : CellKind.values()) {
      Recurrence r = new Recurrence(kind, 3, 5, 7, false);
      Pass pass = new Pass(r, false, new Random(3));
      pass.start.hidden().floats()[pass.start.hidden().offset() + 2 * 7] = Float.NaN;
      View hidden = pass.run(new SimdRecurrent()).getFirst();
      for (int n = 0; n < 5; n++) {
        assertThat(Float.isNaN(hidden.floats()[n * 7])).as(kind + " " + n).isEqualTo(n == 2);
      }
    }
  }

  @Test
  void otherTypesGoToTheOracle() {
    Recurrence r = new Recurrence(CellKind.TANH, 2, 1, 1, false);
    View half = doubles(0.5);
    View hidden = doubles(0, 0);
    Path path = new Path(doubles(1, 2), hidden, null);
    new SimdRecurrent().forward(r, new Weights(half, null, null), new Start(half, null), path);
    double first = Math.tanh(1 + 0.25);
    assertThat(hidden.doubles()).containsExactly(first, Math.tanh(2 + first / 2));
    View dGates = doubles(0, 0);
    View dStart = doubles(0);
    new SimdRecurrent()
        .backward(
            r,
            new Weights(half, null, null),
            new Start(half, null),
            path,
            new Gradients(doubles(0, 1), dGates, null, new Start(dStart, null)));
    double second = 1 - hidden.doubles()[1] * hidden.doubles()[1];
    assertThat(dGates.doubles()[1]).isEqualTo(second);
    assertThat(dStart.doubles()[0]).isEqualTo(dGates.doubles()[0] / 2);
  }

  private static View doubles(double... numbers) {
    return View.of(new DoubleStorage(numbers), numbers.length);
  }
}
