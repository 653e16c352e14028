package octavo.estimator;

import java.util.Arrays;
import octavo.op.CustomGradient;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Tensors that stand for an expectation: their numbers are those of `f`, their gradient is an estimate of the
/// gradient of `E f` (Schulman, Heess, Weber and Abbeel, 2015, *Gradient Estimation Using Stochastic Computation Graphs*).
public final class Surrogates {
  private Surrogates() {}

  /// A tensor with the numbers of `f` and the gradient `(f - b)·∇ ln p(z) + ∇f`: the score function (REINFORCE) with
  /// the baseline `b`. The mean over samples is an unbiased estimate of the gradient of `E f` if the baseline
  /// of a sample does not depend on that sample; derivatives of higher order are unbiased likewise (Foerster et al.,
  /// 2018, *DiCE*).
  ///
  /// ```java
  /// Tensor z = distribution.sample(rng, 100); // not tracked
  /// Tensor loss = Surrogates.scoreFunctionSurrogate(f, distribution.logProb(z), baseline).mean();
  /// ```
  ///
  /// @param f the values of the objective at the samples
  /// @param logProb of the samples, tracked in the parameters; of the shape of `f`
  /// @param baseline broadcasts to the shape of `f`; a constant here, whether tracked or not
  /// @throws IllegalArgumentException if the shapes do not fit
  public static Tensor scoreFunctionSurrogate(Tensor f, Tensor logProb, Tensor baseline) {
    if (!logProb.shape().equals(f.shape()) || !baseline.shape().broadcastsTo(f.shape())) {
      throw new IllegalArgumentException(
          "scoreFunctionSurrogate: logProb must have the shape of f and the baseline broadcast to it, but f is %s, logProb %s and the baseline %s. Sum logProb over the variables that f is a function of."
              .formatted(f.shape(), logProb.shape(), baseline.shape()));
    }
    Tensor b = baseline.stopGradient();
    Tensor ratio = logProb.subtract(logProb.stopGradient()).exp(); // 1, with the gradient of ln p
    return f.subtract(b).multiply(ratio).add(b);
  }

  /// A tensor with the numbers of `value` whose gradient is that of `value` and, with respect to `x`,
  /// `gradient` besides: how a gradient that was computed by hand enters a larger graph.
  ///
  /// @param value `[rows…]`
  /// @param x `[rows…, …]`
  /// @param gradient the derivative of each row's value with respect to the row's part of `x`; of the shape of `x`, a
  ///     constant
  /// @throws IllegalArgumentException if the shapes do not fit
  public static Tensor withGradient(Tensor value, Tensor x, Tensor gradient) {
    Shape rows = value.shape();
    boolean fits = gradient.shape().equals(x.shape()) && x.rank() >= rows.rank();
    for (int i = 0; fits && i < rows.rank(); i++) {
      fits = rows.size(i) == x.size(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "withGradient: x must begin with the axes of the value and the gradient have the shape of x, but the value is %s, x %s and the gradient %s."
              .formatted(rows, x.shape(), gradient.shape()));
    }
    int[] aligned = Arrays.copyOf(rows.toArray(), x.rank());
    Arrays.fill(aligned, rows.rank(), aligned.length, 1);
    Tensor constant = gradient.stopGradient();
    Tensor zeros =
        CustomGradient.of(
                t -> Tensors.zeros(t.dtype(), rows.toArray()),
                (t, dy) -> dy.reshape(aligned).multiply(constant.to(dy.dtype())))
            .apply(x);
    return value.add(zeros);
  }
}
