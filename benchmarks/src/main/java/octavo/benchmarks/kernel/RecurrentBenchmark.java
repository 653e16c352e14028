package octavo.benchmarks.kernel;

import octavo.kernel.Kernels;
import octavo.kernel.recurrent.CellKind;
import octavo.kernel.recurrent.Recurrence;
import octavo.kernel.recurrent.RecurrentKernels;
import octavo.kernel.recurrent.RecurrentKernels.Path;
import octavo.kernel.recurrent.RecurrentKernels.Start;
import octavo.kernel.recurrent.RecurrentKernels.Weights;
import octavo.kernel.recurrent.ScalarRecurrent;
import octavo.storage.View;

/// Four steps of an LSTM of 64 units on 16 sequences.
public class RecurrentBenchmark extends KernelBenchmark<RecurrentKernels> {
  private static final int STEPS = 4;
  private static final int BATCH = 16;
  private static final int UNITS = 64;

  private final Recurrence recurrence =
      new Recurrence(CellKind.LSTM, STEPS, BATCH, UNITS, /* reverse= */ false);
  private final View inputs = normal(1, STEPS, BATCH, 4 * UNITS);
  private final View gates = zeros(STEPS, BATCH, 4 * UNITS);
  private final Weights weights = new Weights(normal(2, 4 * UNITS, UNITS), null, null);
  private final Start start = new Start(normal(3, BATCH, UNITS), normal(4, BATCH, UNITS));
  private final View hidden = zeros(STEPS + 1, BATCH, UNITS);
  private final View cells = zeros(STEPS, BATCH, UNITS);

  /// The pair; the twin is what the library uses.
  public RecurrentBenchmark() {
    super(new ScalarRecurrent(), Kernels.RECURRENT);
  }

  @Override
  protected float[] compute(RecurrentKernels kernels) {
    gates.storage().copyFrom(inputs.storage(), inputs.offset(), 0, gates.count());
    kernels.forward(recurrence, weights, start, new Path(gates, hidden, cells));
    return hidden.floats();
  }

  /// `4·ε·√units·Σ|w·h|` with products of numbers about 1, over the steps that carry it on.
  @Override
  protected double tolerance(float expected) {
    return 4 * EPSILON * Math.sqrt(UNITS) * UNITS * STEPS;
  }
}
