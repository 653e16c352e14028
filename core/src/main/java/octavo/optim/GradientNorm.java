package octavo.optim;

import java.util.List;
import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.storage.View;
import octavo.tensor.Tensor;

/// The norm of all gradients together.
final class GradientNorm {
  private static final int PIECE = 1 << 16;

  private GradientNorm() {}

  /// The norm of one tensor.
  static double of(Tensor x) {
    return of(List.of(x.contiguous()));
  }

  static double of(List<Tensor> gradients) {
    double sum = 0;
    for (Tensor gradient : gradients) {
      View g = gradient.view();
      double[] parts = new double[(g.count() + PIECE - 1) / PIECE];
      Parallel.ranges(
          g.count(),
          PIECE,
          (from, to) ->
              parts[from / PIECE] =
                  Kernels.UPDATE.sumOfSquares(g.storage(), g.offset() + from, to - from));
      for (double part : parts) {
        sum += part;
      }
    }
    return Math.sqrt(sum);
  }
}
