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

  /// From slot to slot, and from row to row of hidden states.
  private final int width;

  /// From row to row of gates.
  private final int row;

  private final Matrix block;
  private final float[] left;

  /// Gradients of the hidden states behind the step under way, as far as later steps made them.
  private final float[] dHidden;

  private final float[] dCell;

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
    row = r.kind().slots() * width;
    int rows = Math.ceilDiv(r.batch(), MR) * MR;
    block = new Matrix(new FloatStorage(new float[rows * row]), 0, r.batch(), row, row, 1);
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
    int at = r.at(turn);
    int h = r.hidden();
    float[] now = new float[width];
    float[] before = new float[width];
    for (int i = task * cut.rows(); i < until(task); i++) {
      int place = at * r.batch() + i;
      add(gradients.dHidden(), place * h, dHidden, i * width, h);
      boolean first = turn == 0;
      int past = first ? i * h : (r.at(turn - 1) * r.batch() + i) * h;
      load(place, i);
      switch (r.kind()) {
        case TANH -> {
          copy(path.hidden(), place * h, now, 0);
          SimdGates.tanhBackward(now, dHidden, i * width, block.floats(), i * row, width);
        }
        case RELU -> {
          copy(path.hidden(), place * h, now, 0);
          SimdGates.reluBackward(now, dHidden, i * width, block.floats(), i * row, width);
        }
        case LSTM -> {
          View cells = Objects.requireNonNull(path.memory());
          copy(cells, place * h, now, 0);
          copy(first ? Objects.requireNonNull(start.cell()) : cells, past, before, 0);
          if (turn == r.steps() - 1) {
            int last = (r.steps() * r.batch() + i) * h;
            copy(gradients.dHidden(), last, dCell, i * width);
          }
          SimdGates.lstmBackward(
              block.floats(), i * row, width, now, before, dHidden, dCell, i * width, width);
        }
        case GRU -> {
          copy(first ? start.hidden() : path.hidden(), past, before, 0);
          SimdGates.gruBackward(block.floats(), i * row, width, before, dHidden, i * width, width);
        }
      }
      store(place, i);
    }
    pack(task * cut.rows(), until(task));
  }

  private static void add(View from, int at, float[] to, int place, int n) {
    float[] x = from.floats();
    int begin = from.offset() + at;
    for (int j = 0; j < n; j++) {
      to[place + j] += x[begin + j];
    }
  }

  /// One hidden size.
  private void copy(View from, int at, float[] to, int place) {
    System.arraycopy(from.floats(), from.offset() + at, to, place, r.hidden());
  }

  private void load(int place, int i) {
    if (path.memory() == null) {
      return;
    }
    for (int g = 0; g < r.kind().gates(); g++) {
      copy(path.gates(), place * r.width() + g * r.hidden(), block.floats(), i * row + g * width);
    }
    if (r.kind() == CellKind.GRU) {
      copy(path.memory(), place * r.hidden(), block.floats(), i * row + 3 * width);
    }
  }

  private void store(int place, int i) {
    for (int g = 0; g < r.kind().gates(); g++) {
      store(i * row + g * width, gradients.dGates(), place * r.width() + g * r.hidden());
    }
    if (gradients.dCandidate() != null) {
      store(i * row + 3 * width, gradients.dCandidate(), place * r.hidden());
    }
  }

  private void store(int from, View to, int at) {
    System.arraycopy(block.floats(), from, to.floats(), to.offset() + at, r.hidden());
  }

  private void pack(int from, int until) {
    int h = r.hidden();
    for (int n = from; n < until; n += MR) {
      int rows = Math.min(MR, until - n);
      for (int g = 0; g < r.kind().gates(); g++) {
        int to = n * r.width() + g * h * MR;
        SimdPacking.left(block, n, rows, r.kind().slot(g) * width, h, left, to, MR);
      }
    }
  }

  /// The products of the gates' gradients with the weights, for panels `first … last` of hidden units.
  private void products(int task, int first, int last) {
    int k = r.width();
    int from = task * cut.rows();
    boolean fresh = r.kind() != CellKind.GRU || mask != null;
    for (int p = first; p < last; p++) {
      for (int i = from; i < until(task); i += MR) {
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
