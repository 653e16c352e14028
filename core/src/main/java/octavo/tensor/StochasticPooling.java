package octavo.tensor;

import octavo.kernel.pool.PoolGeometry;
import octavo.op.PoolWindows;
import octavo.random.Rng;
import octavo.storage.DType;

/// Pooling by chance (Zeiler and Fergus, 2013): the numbers of a window, if positive, are their own
/// probabilities.
final class StochasticPooling {
  private StochasticPooling() {}

  /// `[batch, channels, windows, numbers]`, none negative; padding is 0.
  private static Tensor weights(String operation, int rank, Tensor x, Window w, PoolGeometry g) {
    w.pooling(operation, rank);
    return new PoolWindows(g, 0).apply(Tensors.real(operation, x)).relu();
  }

  static Tensor expectation(String operation, int rank, Tensor x, Window w) {
    PoolGeometry g = Poolings.geometry(operation, rank, x, w);
    Tensor a = weights(operation, rank, x, w, g);
    Tensor sum = a.sum(3);
    Tensor one = sum.stopGradient().onesLike();
    Tensor divisor = Tensors.where(sum.equalTo(0), one, sum);
    return a.square().sum(3).divide(divisor).reshape(Poolings.outputs(rank, g));
  }

  /// The number drawn is the first whose sum with those before it exceeds a uniform part of the whole.
  static Tensor sample(String operation, int rank, Tensor x, Window w, Rng rng) {
    PoolGeometry g = Poolings.geometry(operation, rank, x, w);
    Tensor a = weights(operation, rank, x, w, g);
    int last = g.windowSize() - 1;
    Tensor sums = a.stopGradient().cumulativeSum(3);
    Tensor uniform = RandomTensors.uniform(rng, 0, 1, g.batch(), g.channels(), g.outSize(), 1);
    Tensor until = sums.narrow(3, last, 1).multiply(uniform.to(sums.dtype()));
    // where the whole is 0 all are passed by: the last one, which is 0 too, is taken
    Tensor drawn =
        sums.lessEqual(until).to(DType.INT64).sum(Axes.keep(3)).minimum(last).to(DType.INT64);
    return a.gather(3, drawn).reshape(Poolings.outputs(rank, g));
  }
}
