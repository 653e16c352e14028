package octavo.kernel.recurrent;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.kernel.gemm.Matrix;
import octavo.kernel.gemm.SimdMicrokernel;
import octavo.kernel.gemm.SimdPacking;
import octavo.storage.DType;
import octavo.storage.Derived;
import octavo.storage.View;

/// The kernels with vectors for float32, on packed recurrent weights; other types go to the oracle.
///
/// A step of some sequences is one product of their packed hidden states with the packed weights, which
/// ends in a block that the first-level cache holds, and the gates in one pass over that block. The hidden
/// units of each gate are padded to whole panels, so that no loop has a rest.
public final class SimdRecurrent implements RecurrentKernels {
  private static final int NR = SimdMicrokernel.COLUMNS;

  private final ScalarRecurrent scalar = new ScalarRecurrent();

  /// What packed weights depend on besides their numbers.
  private record Panels(int offset, int gates, int hidden) {}

  @Override
  public void forward(Recurrence r, Weights weights, Start start, Path path) {
    if (path.hidden().dtype() != DType.FLOAT32) {
      scalar.forward(r, weights, start, path);
    } else if (r.batch() > 0) {
      View w = weights.recurrent();
      float[] right =
          Derived.of(
              w.storage(),
              new Panels(w.offset(), r.kind().gates(), r.hidden()),
              panels(r) * r.kind().gates() * r.hidden() * NR,
              length -> Scratch.floats(Scratch.RIGHT, length),
              to -> packed(r, w, to));
      new SimdRecurrentForward(r, weights, start, path, right).run();
    }
  }

  @Override
  public void backward(Recurrence r, Weights weights, Start start, Path path, Gradients gradients) {
    if (path.hidden().dtype() != DType.FLOAT32) {
      scalar.backward(r, weights, start, path, gradients);
    } else if (r.batch() > 0) {
      int length = panels(r) * r.width() * NR;
      float[] right = packedBack(r, weights.recurrent(), Scratch.floats(Scratch.RIGHT, length));
      new SimdRecurrentBackward(r, weights, start, path, gradients, right).run();
    }
  }

  static int panels(Recurrence r) {
    return Math.ceilDiv(r.hidden(), NR);
  }

  /// For `h·Wᵀ`: the panels of each gate one after the other.
  private static float[] packed(Recurrence r, View w, float[] to) {
    int h = r.hidden();
    Parallel.run(
        r.kind().gates(),
        g -> {
          Matrix turned = new Matrix(w.storage(), w.offset() + g * h * h, h, h, 1, h);
          SimdPacking.right(turned, 0, h, 0, h, to, g * panels(r) * h * NR, h * NR);
        });
    return to;
  }

  /// For `d·W`: panels of hidden units, each with the inner indices of all gates.
  private static float[] packedBack(Recurrence r, View w, float[] to) {
    int h = r.hidden();
    Matrix plain = new Matrix(w.storage(), w.offset(), r.width(), h, h, 1);
    Parallel.ranges(
        panels(r),
        Math.max(1, Parallel.MINIMUM_WORK / (r.width() * NR)),
        (from, until) -> {
          int columns = Math.min(h, until * NR) - from * NR;
          int distance = r.width() * NR;
          SimdPacking.right(plain, 0, r.width(), from * NR, columns, to, from * distance, distance);
        });
    return to;
  }
}
