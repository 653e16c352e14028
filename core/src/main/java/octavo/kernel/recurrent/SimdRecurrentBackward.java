package octavo.kernel.recurrent;

import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.Parallel;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.kernel.recurrent.RecurrentKernels.Gradients;
import octavo.kernel.recurrent.RecurrentKernels.Path;
import octavo.kernel.recurrent.RecurrentKernels.Start;
import octavo.kernel.recurrent.RecurrentKernels.Weights;
import octavo.storage.FloatStorage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// One backward pass over all steps, in working arrays like those of [SimdRecurrentForward].
final class SimdRecurrentBackward {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int MR = SimdMicrokernel.ROWS;
  private static final int NR = SimdMicrokernel.COLUMNS;

  private final Recurrence r;
  private final Start start;
  private final Path path;
  private final Gradients gradients;
  private final @Nullable View mask;
  private final float[] right;
  private final RecurrentCut cut;

  /// From row to row.
  private final int width;

  /// From slot to slot.
  private final int plane;

  private final float[] block;

  /// The slots, for packing.
  private final Matrix[] slots;

  private final float[] left;

  /// Gradients of the hidden states behind the step under way, as far as later steps made them.
  private final float[] dHidden;

  private final float[] dCell;

  /// `tanh c` of the step under way.
  private final float[] tanhs;

  /// Rows of a view, where they do not fill whole panels.
  private final float[] padded;

  /// Products ahead of the mask; `dHidden` where there is none.
  private final float[] products;

  /// @param right the packed weights
  SimdRecurrentBackward(
      Recurrence r, Weights weights, Start start, Path path, Gradients gradients, float[] right) {
    this.r = r;
    this.start = start;
    this.path = path;
    this.gradients = gradients;
    this.mask = weights.mask();
    this.right = right;
    cut = RecurrentCut.of(r, MR, NR);
    width = SimdRecurrent.panels(r) * NR;
    int rows = Math.ceilDiv(r.batch(), MR) * MR;
    plane = rows * width;
    block = new float[r.kind().slots() * plane];
    slots = new Matrix[r.kind().slots()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = new Matrix(new FloatStorage(block), slot * plane, rows, r.hidden(), width, 1);
    }
    tanhs = new float[r.kind() == CellKind.LSTM ? plane : 0];
    padded = new float[r.hidden() == width ? 0 : plane];
    left = new float[rows * r.width()];
    dHidden = new float[rows * width];
    products = mask == null ? dHidden : new float[rows * width];
    dCell = new float[r.kind() == CellKind.LSTM ? rows * width : 0];
  }

  void run() {
    int panels = SimdRecurrent.panels(r);
    if (cut.byStep()) {
      for (int turn = r.steps() - 1; turn >= 0; turn--) {
        int now = turn;
        Parallel.run(cut.tasks(), task -> units(now, task));
        if (turn > 0 || gradients.dStart() != null) {
          Parallel.run(
              cut.tasks() * cut.shares(),
              task -> {
                int first = task / cut.tasks() * cut.panels();
                int last = Math.min(panels, first + cut.panels());
                products(task % cut.tasks(), first, last);
              });
        }
      }
    } else {
      Parallel.run(
          cut.tasks(),
          task -> {
            for (int turn = r.steps() - 1; turn >= 0; turn--) {
              units(turn, task);
              if (turn > 0 || gradients.dStart() != null) {
                products(task, 0, panels);
              }
            }
          });
    }
    Start dStart = gradients.dStart();
    if (dStart != null) {
      store(dHidden, dStart.hidden());
      if (dStart.cell() != null) {
        store(dCell, dStart.cell());
      }
    }
  }

  private void store(float[] from, View to) {
    for (int i = 0; i < r.batch(); i++) {
      int at = to.offset() + i * r.hidden();
      System.arraycopy(from, i * width, to.floats(), at, r.hidden());
    }
  }

  private int until(int task) {
    return Math.min(r.batch(), (task + 1) * cut.rows());
  }

  /// The gates of a step, of the sequences of a task: their gradients are stored and packed.
  private void units(int turn, int task) {
    int first = task * cut.rows();
    int until = until(task);
    int from = first * width;
    int n = (until - first) * width;
    int now = r.at(turn) * r.batch();
    boolean begin = turn == 0;
    int past = begin ? 0 : r.at(turn - 1) * r.batch();
    add(now, first, until);
    load(now, first, until);
    switch (r.kind()) {
      case TANH -> {
        Rows h = rows(path.hidden(), now, first, until);
        SimdGates.tanhBackward(h.numbers, h.at, dHidden, block, from, n);
      }
      case RELU -> {
        Rows h = rows(path.hidden(), now, first, until);
        SimdGates.reluBackward(h.numbers, h.at, dHidden, block, from, n);
      }
      case LSTM -> {
        View cells = Objects.requireNonNull(path.memory());
        if (turn == r.steps() - 1) {
          copy(gradients.dHidden(), r.steps() * r.batch(), first, until, dCell);
        }
        Rows c = rows(cells, now, first, until);
        SimdGates.tanh(c.numbers, c.at, tanhs, from, n);
        Rows before =
            rows(begin ? Objects.requireNonNull(start.cell()) : cells, past, first, until);
        SimdGates.lstmBackward(
            block, plane, tanhs, before.numbers, before.at, dHidden, dCell, from, n);
      }
      case GRU -> {
        Rows before = rows(begin ? start.hidden() : path.hidden(), past, first, until);
        SimdGates.gruBackward(block, plane, before.numbers, before.at, dHidden, from, n);
      }
    }
    store(now, first, until);
    pack(first, until);
  }

  /// Rows of whole panels.
  private record Rows(float[] numbers, int at) {}

  /// The rows `place + from … place + until` of `x`, where they lie or padded.
  private Rows rows(View x, int place, int from, int until) {
    if (r.hidden() == width) {
      return new Rows(x.floats(), x.offset() + (place + from) * width);
    }
    copy(x, place, from, until, padded);
    return new Rows(padded, from * width);
  }

  private void copy(View x, int place, int from, int until, float[] to) {
    int h = r.hidden();
    for (int i = from; i < until; i++) {
      System.arraycopy(x.floats(), x.offset() + (place + i) * h, to, i * width, h);
    }
  }

  /// Adds the gradients of the hidden states of a step.
  private void add(int place, int from, int until) {
    int h = r.hidden();
    View more = gradients.dHidden();
    boolean whole = h == width;
    for (int i = from; i < (whole ? from + 1 : until); i++) {
      int count = whole ? (until - from) * width : h;
      add(more.floats(), more.offset() + (place + i) * h, dHidden, i * width, count);
    }
  }

  private static void add(float[] x, int at, float[] to, int place, int n) {
    int j = 0;
    for (; j < S.loopBound(n); j += LANES) {
      FloatVector.fromArray(S, to, place + j)
          .add(FloatVector.fromArray(S, x, at + j))
          .intoArray(to, place + j);
    }
    for (; j < n; j++) {
      to[place + j] += x[at + j];
    }
  }

  private void load(int place, int from, int until) {
    View memory = path.memory();
    if (memory == null) {
      return;
    }
    View gates = path.gates();
    int h = r.hidden();
    for (int i = from; i < until; i++) {
      int row = gates.offset() + (place + i) * r.width();
      for (int g = 0; g < r.kind().gates(); g++) {
        System.arraycopy(gates.floats(), row + g * h, block, g * plane + i * width, h);
      }
      if (r.kind() == CellKind.GRU) {
        int q = memory.offset() + (place + i) * h;
        System.arraycopy(memory.floats(), q, block, 3 * plane + i * width, h);
      }
    }
  }

  private void store(int place, int from, int until) {
    View dGates = gradients.dGates();
    View dCandidate = gradients.dCandidate();
    int h = r.hidden();
    for (int i = from; i < until; i++) {
      int row = dGates.offset() + (place + i) * r.width();
      for (int g = 0; g < r.kind().gates(); g++) {
        System.arraycopy(block, g * plane + i * width, dGates.floats(), row + g * h, h);
      }
      if (dCandidate != null) {
        int q = dCandidate.offset() + (place + i) * h;
        System.arraycopy(block, 3 * plane + i * width, dCandidate.floats(), q, h);
      }
    }
  }

  private void pack(int from, int until) {
    int h = r.hidden();
    for (int n = from; n < until; n += MR) {
      int rows = Math.min(MR, until - n);
      for (int g = 0; g < r.kind().gates(); g++) {
        int to = n * r.width() + g * h * MR;
        SimdPacking.left(slots[r.kind().slot(g)], n, rows, 0, h, left, to, MR);
      }
    }
  }

  /// The products of the gates' gradients with the weights, for panels `first … last` of hidden units.
  private void products(int task, int first, int last) {
    int k = r.width();
    int from = task * cut.rows();
    int rest = (until(task) - from) % MR;
    int few = rest > 0 && SimdFewRows.suits(rest) ? rest : 0;
    int tiles = until(task) - few;
    boolean fresh = r.kind() != CellKind.GRU || mask != null;
    for (int i = tiles; i < until(task) && fresh; i++) {
      Arrays.fill(products, i * width + first * NR, i * width + last * NR, 0);
    }
    if (few > 0) {
      int to = tiles * width + first * NR;
      int panel = first * k * NR;
      SimdFewRows.add(few, k, left, tiles * k, right, panel, last - first, products, to, width);
    }
    for (int p = first; p < last; p++) {
      for (int i = from; i < tiles; i += MR) {
        int to = i * width + p * NR;
        SimdMicrokernel.multiply(
            k,
            left,
            i * k,
            right,
            p * k * NR,
            NR,
            fresh,
            SimdMicrokernel.zeros(),
            0,
            products,
            to,
            width,
            products,
            to,
            width);
      }
    }
    if (mask != null) {
      for (int i = from; i < until(task); i++) {
        addMasked(mask, i, first * NR, Math.min(r.hidden(), last * NR));
      }
    }
  }

  private void addMasked(View kept, int i, int from, int until) {
    if (r.kind() != CellKind.GRU) {
      Arrays.fill(dHidden, i * width + from, i * width + until, 0);
    }
    int m = kept.offset() + i * r.hidden();
    int to = i * width;
    int j = from;
    for (; j <= until - LANES; j += LANES) {
      FloatVector.fromArray(S, products, to + j)
          .fma(
              FloatVector.fromArray(S, kept.floats(), m + j),
              FloatVector.fromArray(S, dHidden, to + j))
          .intoArray(dHidden, to + j);
    }
    for (; j < until; j++) {
      dHidden[to + j] = Math.fma(products[to + j], kept.floats()[m + j], dHidden[to + j]);
    }
  }
}
