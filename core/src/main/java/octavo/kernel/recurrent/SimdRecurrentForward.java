package octavo.kernel.recurrent;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.kernel.recurrent.RecurrentKernels.Path;
import octavo.kernel.recurrent.RecurrentKernels.Start;
import octavo.kernel.recurrent.RecurrentKernels.Weights;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One forward pass over all steps. Working arrays have a row for each sequence, padded to whole tiles and, in
/// each slot, to whole panels of hidden units.
final class SimdRecurrentForward {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int MR = SimdMicrokernel.ROWS;
  private static final int NR = SimdMicrokernel.COLUMNS;

  private final Recurrence r;
  private final Path path;
  private final @Nullable View bias;
  private final float[] right;
  private final RecurrentCut cut;

  /// From row to row.
  private final int width;

  /// From slot to slot.
  private final int plane;

  /// Whether hidden units fill whole panels.
  private final boolean direct;

  private final float[] block;
  private final float[] hidden;
  private final float[] cell;
  private final float[] mask;

  /// What is multiplied: the hidden states, or the masked ones.
  private final Matrix states;

  private final float[] left;

  /// @param right the packed weights
  SimdRecurrentForward(Recurrence r, Weights weights, Start start, Path path, float[] right) {
    this.r = r;
    this.path = path;
    this.bias = weights.bias();
    this.right = right;
    cut = RecurrentCut.of(r, MR, NR);
    width = SimdRecurrent.panels(r) * NR;
    int rows = Math.ceilDiv(r.batch(), MR) * MR;
    plane = rows * width;
    direct = width == r.hidden();
    block = new float[r.kind().slots() * plane];
    hidden = padded(start.hidden(), rows);
    cell = padded(start.cell(), rows);
    mask = padded(weights.mask(), rows);
    float[] multiplied = mask.length == 0 ? hidden : new float[rows * width];
    states = new Matrix(new FloatStorage(multiplied), 0, r.batch(), r.hidden(), width, 1);
    left = new float[rows * r.hidden()];
  }

  /// `x [batch, hidden]` with its rows `width` apart; nothing of nothing.
  private float[] padded(@Nullable View x, int rows) {
    if (x == null) {
      return new float[0];
    }
    float[] to = new float[rows * width];
    for (int n = 0; n < r.batch(); n++) {
      System.arraycopy(x.floats(), x.offset() + n * r.hidden(), to, n * width, r.hidden());
    }
    return to;
  }

  void run() {
    int panels = SimdRecurrent.panels(r);
    if (cut.byStep()) {
      for (int turn = 0; turn < r.steps(); turn++) {
        int at = r.at(turn);
        pack(0, r.batch());
        Parallel.run(
            cut.tasks() * cut.shares(),
            task -> {
              int first = task / cut.tasks() * cut.panels();
              step(at, task % cut.tasks(), first, Math.min(panels, first + cut.panels()));
            });
      }
    } else {
      Parallel.run(
          cut.tasks(),
          task -> {
            int first = task * cut.rows();
            for (int turn = 0; turn < r.steps(); turn++) {
              pack(first, Math.min(r.batch(), first + cut.rows()));
              step(r.at(turn), task, 0, panels);
            }
          });
    }
    if (r.kind() == CellKind.LSTM) {
      Part all = new Part(r.steps(), 0, r.batch(), 0, r.hidden());
      store(all, cell, 0, path.hidden(), 0, r.hidden());
    }
  }

  /// Some hidden units of some sequences in one step.
  ///
  /// @param at the step
  /// @param from the first sequence
  /// @param until behind the last
  /// @param j the first unit
  /// @param count how many units
  private record Part(int at, int from, int until, int j, int count) {}

  /// Brings the hidden states of the sequences `from … until` into panels.
  private void pack(int from, int until) {
    if (mask.length > 0) {
      float[] masked = states.floats();
      for (int i = from * width; i < until * width; i += LANES) {
        FloatVector.fromArray(S, hidden, i)
            .mul(FloatVector.fromArray(S, mask, i))
            .intoArray(masked, i);
      }
    }
    int k = r.hidden();
    for (int n = from; n < until; n += MR) {
      SimdPacking.left(states, n, Math.min(MR, until - n), 0, k, left, n * k, MR);
    }
  }

  /// Step `at` of the sequences of a task and the panels `first … last` of hidden units.
  private void step(int at, int task, int first, int last) {
    int from = task * cut.rows();
    int until = Math.min(r.batch(), from + cut.rows());
    int j = first * NR;
    int n = (last - first) * NR;
    Part part = new Part(at, from, until, j, Math.min(r.hidden(), last * NR) - j);
    load(part);
    int rest = (until - from) % MR;
    int few = rest > 0 && SimdFewRows.suits(rest) ? rest : 0;
    for (int gate = 0; gate < r.kind().gates(); gate++) {
      for (int p = first; p < last; p++) {
        product(at, from, until - few, gate, p);
      }
      if (few > 0) {
        int k = r.hidden();
        int panel = (gate * SimdRecurrent.panels(r) + first) * k * NR;
        int i = until - few;
        int to = r.kind().slot(gate) * plane + i * width + j;
        SimdFewRows.add(few, k, left, i * k, right, panel, last - first, block, to, width);
      }
    }
    if (n == width) {
      units(from * width, (until - from) * width);
    } else {
      for (int i = from; i < until; i++) {
        units(i * width + j, n);
      }
    }
    store(part, hidden, 0, path.hidden(), 0, r.hidden());
    View memory = path.memory();
    if (memory != null) {
      for (int g = 0; g < r.kind().gates(); g++) {
        store(part, block, g, path.gates(), g, r.width());
      }
      if (r.kind() == CellKind.LSTM) {
        store(part, cell, 0, memory, 0, r.hidden());
      } else {
        store(part, block, 3, memory, 0, r.hidden());
      }
    }
  }

  /// Brings the inputs of the gates into the block, as far as products do not begin with them where they lie.
  private void load(Part part) {
    View gates = path.gates();
    boolean gru = r.kind() == CellKind.GRU;
    int whole = part.from + (part.until - part.from) / MR * MR;
    for (int i = part.from; i < part.until; i++) {
      int source = gates.offset() + (part.at * r.batch() + i) * r.width() + part.j;
      int to = i * width + part.j;
      for (int g = direct && i < whole && !gru ? r.kind().gates() : 0; g < r.kind().gates(); g++) {
        System.arraycopy(
            gates.floats(), source + g * r.hidden(), block, to + g * plane, part.count);
      }
      if (bias != null) {
        System.arraycopy(bias.floats(), bias.offset() + part.j, block, to + 3 * plane, part.count);
      } else if (gru) {
        Arrays.fill(block, to + 3 * plane, to + 3 * plane + part.count, 0);
      }
    }
  }

  /// The product of panel `p` of a gate and what is loaded or lies in the path.
  private void product(int at, int from, int until, int gate, int p) {
    int k = r.hidden();
    int panel = (gate * SimdRecurrent.panels(r) + p) * k * NR;
    int slot = r.kind().slot(gate) * plane + p * NR;
    View gates = path.gates();
    boolean inPlace = direct && r.kind() != CellKind.GRU;
    for (int i = from; i < until; i += MR) {
      int to = i * width + slot;
      boolean lies = inPlace && i + MR <= until;
      int row = gates.offset() + (at * r.batch() + i) * r.width();
      SimdMicrokernel.multiply(
          k,
          left,
          i * k,
          right,
          panel,
          NR,
          /* fresh= */ false,
          SimdMicrokernel.zeros(),
          0,
          lies ? gates.floats() : block,
          lies ? row + gate * k + p * NR : to,
          lies ? r.width() : width,
          block,
          to,
          width);
    }
  }

  private void units(int from, int n) {
    switch (r.kind()) {
      case TANH -> SimdGates.tanh(block, from, hidden, from, n);
      case RELU -> SimdGates.relu(block, from, hidden, from, n);
      case LSTM -> SimdGates.lstm(block, plane, cell, hidden, from, n);
      case GRU -> SimdGates.gru(block, plane, hidden, from, n);
    }
  }

  /// Copies a slot into a slot of rows of `size` numbers.
  private void store(Part part, float[] source, int slot, View to, int toSlot, int size) {
    int place = to.offset() + (part.at * r.batch() + part.from) * size + toSlot * r.hidden();
    int begin = slot * plane + part.from * width;
    if (size == width && part.count == width) {
      int all = (part.until - part.from) * width;
      System.arraycopy(source, begin, to.floats(), place, all);
      return;
    }
    for (int i = 0; i < part.until - part.from; i++) {
      int row = begin + i * width + part.j;
      System.arraycopy(source, row, to.floats(), place + i * size + part.j, part.count);
    }
  }
}
