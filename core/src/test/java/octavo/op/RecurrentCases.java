package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import octavo.autograd.Engine;
import octavo.kernel.recurrent.CellKind;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Recurrent networks: every kind, both directions, with and without biases and masks.
final class RecurrentCases {
  private static final int STEPS = 3;
  private static final int BATCH = 2;
  private static final int FEATURES = 3;
  private static final int HIDDEN = 2;

  private RecurrentCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  static List<OperationCase> all() {
    List<OperationCase> cases = new ArrayList<>();
    for (CellKind kind : CellKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      cases.add(sequence(name + " sequence", kind, false, true, STEPS));
      cases.add(sequence(name + " sequence in reverse without bias", kind, true, false, STEPS));
      cases.add(sequence(name + " sequence of one step", kind, false, true, 1));
      cases.add(masked(name + " sequence masked", kind));
    }
    return cases;
  }

  /// Each result weighs differently, so that a gradient that goes to a wrong place shows.
  private static Tensor weighed(Tensor y) {
    Tensor weights = Tensors.arange(y.elements()).to(y.dtype()).multiply(0.05);
    return y.multiply(weights.reshape(y.shape()).add(0.5));
  }

  private static int[][] shapes(CellKind kind, boolean biased, int steps) {
    List<int[]> shapes = new ArrayList<>();
    int rows = kind.gates() * HIDDEN;
    shapes.add(s(steps, BATCH, FEATURES));
    shapes.add(s(rows, FEATURES));
    shapes.add(s(rows, HIDDEN));
    shapes.add(s(BATCH, HIDDEN));
    if (kind == CellKind.LSTM) {
      shapes.add(s(BATCH, HIDDEN));
    }
    if (biased) {
      shapes.add(s(rows));
      shapes.add(s(rows));
    }
    return shapes.toArray(new int[0][]);
  }

  private static OperationCase sequence(
      String name, CellKind kind, boolean reverse, boolean biased, int steps) {
    RecurrentSequence sequence = new RecurrentSequence(kind, reverse, biased, /* masked= */ false);
    return of(name, 0.1, 0.6, x -> weighed(Engine.apply(sequence, x)), shapes(kind, biased, steps));
  }

  private static OperationCase masked(String name, CellKind kind) {
    RecurrentSequence sequence = new RecurrentSequence(kind, false, true, /* masked= */ true);
    Tensor mask = Tensor.of(new float[] {2, 0, 0, 2}, BATCH, HIDDEN);
    return of(
        name,
        0.1,
        0.6,
        x -> {
          Tensor[] inputs = Arrays.copyOf(x, x.length + 1);
          inputs[x.length] = mask;
          return weighed(Engine.apply(sequence, inputs));
        },
        shapes(kind, /* biased= */ true, STEPS));
  }
}
