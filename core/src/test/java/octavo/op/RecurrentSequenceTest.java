package octavo.op;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Derivatives;
import octavo.autograd.Engine;
import octavo.kernel.recurrent.CellKind;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The kernels' pass against the definition in tensor methods, forward and backward.
class RecurrentSequenceTest {
  /// The inputs for 3 steps of 2 sequences of 4 features and 5 units, the mask last.
  private static Tensor[] inputs(CellKind kind, DType dtype, boolean masked) {
    Rng rng = Rng.of(3 + kind.gates());
    int rows = 5 * kind.gates();
    List<Tensor> all = new ArrayList<>();
    all.add(RandomTensors.normal(dtype, rng, 0, 1, 3, 2, 4).tracked());
    all.add(RandomTensors.normal(dtype, rng, 0, 0.5, rows, 4).tracked());
    all.add(RandomTensors.normal(dtype, rng, 0, 0.5, rows, 5).tracked());
    all.add(RandomTensors.normal(dtype, rng, 0, 1, 2, 5).tracked());
    if (kind == CellKind.LSTM) {
      all.add(RandomTensors.normal(dtype, rng, 0, 1, 2, 5).tracked());
    }
    all.add(RandomTensors.normal(dtype, rng, 0, 0.5, rows).tracked());
    all.add(RandomTensors.normal(dtype, rng, 0, 0.5, rows).tracked());
    if (masked) {
      all.add(RandomTensors.bernoulli(rng, 0.5, 2, 5).to(dtype).multiply(2));
    }
    return all.toArray(new Tensor[0]);
  }

  /// Sums of a dozen products over three steps, each carried on.
  @Test
  void thePassIsItsDefinition() {
    for (CellKind kind : CellKind.values()) {
      for (boolean reverse : new boolean[] {false, true}) {
        for (boolean masked : new boolean[] {false, true}) {
          for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            RecurrentSequence sequence = new RecurrentSequence(kind, reverse, true, masked);
            Tensor[] x = inputs(kind, dtype, masked);
            Tensor found = Engine.apply(sequence, x);
            Tensor defined = UnrolledRecurrence.of(sequence, x, null).packed();
            double tolerance = dtype == DType.FLOAT64 ? 1e-13 : 2e-5;
            assertClose(sequence + " " + dtype, found, defined, tolerance);
            Tensor dy = RandomTensors.normal(dtype, Rng.of(9), 0, 1, found.shape().toArray());
            @Nullable Tensor[] gradients = Derivatives.gradientsOrNull(found, dy, false, x);
            @Nullable Tensor[] expected = Derivatives.gradientsOrNull(defined, dy, false, x);
            for (int i = 0; i < x.length; i++) {
              if (gradients[i] != null && expected[i] != null) {
                assertClose(sequence + " input " + i, gradients[i], expected[i], tolerance);
              } else {
                assertThat(masked && i == x.length - 1).isTrue();
              }
            }
          }
        }
      }
    }
  }

  private static void assertClose(String what, Tensor found, Tensor expected, double tolerance) {
    assertThat(found.shape()).as(what).isEqualTo(expected.shape());
    assertThat(found.dtype()).as(what).isEqualTo(expected.dtype());
    assertThat(found.stopGradient().allClose(expected.stopGradient(), tolerance, tolerance))
        .as(what)
        .isTrue();
  }

  /// One tensor as hidden state and as cell has the sum of the two gradients, recorded or not.
  @Test
  void aTensorMayBeTwoInputs() {
    Tensor[] x = inputs(CellKind.LSTM, DType.FLOAT64, false);
    RecurrentSequence sequence = new RecurrentSequence(CellKind.LSTM, false, true, false);
    Tensor dy = RandomTensors.normal(DType.FLOAT64, Rng.of(9), 0, 1, 4, 2, 5);
    Tensor other = x[3].stopGradient().tracked();
    x[4] = other;
    @Nullable Tensor[] apart =
        Derivatives.gradientsOrNull(Engine.apply(sequence, x), dy, false, x[3], other);
    x[4] = x[3];
    for (boolean record : new boolean[] {false, true}) {
      Tensor found =
          Derivatives.gradients(Engine.apply(sequence, x), dy, record, x[3])[0].stopGradient();
      assertClose("recorded " + record, found, sum(apart[0], apart[1]), 1e-13);
    }
  }

  private static Tensor sum(@Nullable Tensor a, @Nullable Tensor b) {
    if (a == null || b == null) {
      throw new AssertionError("both have gradients");
    }
    return a.add(b);
  }

  /// A pass backward that is taken twice gives the same bits: what it kept is not written over, and what it
  /// returned first does not change.
  @Test
  void goingBackTwiceGivesTheSame() {
    for (CellKind kind : CellKind.values()) {
      Tensor[] x = inputs(kind, DType.FLOAT32, false);
      Tensor y = Engine.apply(new RecurrentSequence(kind, false, true, false), x);
      Tensor ones = y.stopGradient().onesLike();
      Tensor[] first = Derivatives.gradients(y, ones, false, x);
      List<float[]> copies = new ArrayList<>();
      for (Tensor dx : first) {
        copies.add(dx.copy().toFloatArray());
      }
      Derivatives.gradients(y, ones.multiply(3), false, x);
      Tensor[] again = Derivatives.gradients(y, ones, false, x);
      for (int i = 0; i < first.length; i++) {
        assertThat(first[i].toFloatArray()).isEqualTo(copies.get(i));
        assertThat(again[i].toFloatArray()).isEqualTo(copies.get(i));
      }
    }
  }

  @Test
  void nothingIsKeptWhereNothingIsTracked() {
    Tensor[] x = inputs(CellKind.LSTM, DType.FLOAT32, false);
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i].stopGradient();
    }
    RecurrentSequence sequence = new RecurrentSequence(CellKind.LSTM, false, true, false);
    assertThat(sequence.evaluate(x)).hasSize(1);
    x[2] = x[2].tracked();
    assertThat(sequence.evaluate(x)).hasSize(3);
    assertThat(sequence.name()).isEqualTo("lstm");
  }
}
