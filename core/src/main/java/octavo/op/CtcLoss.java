package octavo.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.autograd.Backward;
import octavo.autograd.Derivatives;
import octavo.kernel.Kernels;
import octavo.kernel.sequence.Alignment;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Connectionist temporal classification (Graves et al., 2006): `-ln Σ_paths Πₜ p(path at t)` over all
/// paths that give the labels when repeats are merged and blanks dropped, one loss a sample, +∞ where
/// there is no such path. Inputs: log-probabilities `[time, batch, classes]`, labels int64
/// `[batch, longest]`, numbers of steps and of labels, int64 `[batch]`. Backward:
/// `dx[t, n, k] = -dlossₙ·P(class k in step t | labels)`. A derivative of higher order goes back through
/// the recursion in tensor methods, a few operations for each step of each sample. Extra output: the
/// losses before infinite ones count as 0.
///
/// @param blank the class of the blank
/// @param zeroInfinity whether an infinite loss counts as 0, with gradient 0, instead of NaN
public record CtcLoss(int blank, boolean zeroInfinity) implements Operation {
  /// Instead of -∞, whose differences are NaN; no sum of real log-probabilities is near it.
  private static final double NEVER = -1e30;

  @Override
  public String name() {
    return "ctc";
  }

  private static int[] ints(Tensor x) {
    long[] values = x.toLongArray();
    int[] small = new int[values.length];
    for (int i = 0; i < small.length; i++) {
      small[i] = (int) values[i];
    }
    return small;
  }

  private Alignment alignment(Tensor x, Tensor labels, Tensor steps, Tensor lengths) {
    return new Alignment(
        x.contiguous().view(), labels.contiguous().view(), ints(steps), ints(lengths), blank);
  }

  @Override
  public Tensor[] evaluate(Tensor[] inputs) {
    Tensor x = inputs[0].stopGradient();
    Tensor loss = Tensors.zeros(x.dtype(), x.size(1));
    Kernels.ALIGNMENT.losses(alignment(x, inputs[1], inputs[2], inputs[3]), loss.view());
    return new Tensor[] {zeroInfinity ? loss.maskedFill(loss.isInfinite(), 0) : loss, loss};
  }

  /// The gradient put in, 0 or NaN where the labels cannot be.
  private Tensor usable(Backward at) {
    return at.dy().maskedFill(at.extra(0).isInfinite(), zeroInfinity ? 0 : Double.NaN);
  }

  @Override
  public @Nullable Tensor[] backward(Backward at) {
    Tensor dloss = usable(at);
    @Nullable Tensor[] gradients = new @Nullable Tensor[4];
    if (at.recording()) {
      Tensor losses = composed(at.x(0), at.x(1), ints(at.x(2)), ints(at.x(3)));
      gradients[0] = Derivatives.gradientsOrNull(losses, dloss, true, at.x(0))[0];
      return gradients;
    }
    Tensor x = at.x(0);
    Tensor dx = Tensor.allocate(x.dtype(), x.shape());
    Kernels.ALIGNMENT.gradient(
        alignment(x, at.x(1), at.x(2), at.x(3)), dloss.contiguous().view(), dx.view());
    gradients[0] = dx;
    return gradients;
  }

  /// All losses `[batch]` in tensor methods.
  private Tensor composed(Tensor x, Tensor labels, int[] steps, int[] lengths) {
    List<Tensor> losses = new ArrayList<>();
    long[] all = labels.toLongArray();
    int longest = labels.size(1);
    for (int n = 0; n < steps.length; n++) {
      long[] states = new long[2 * lengths[n] + 1];
      Arrays.fill(states, blank);
      for (int i = 0; i < lengths[n]; i++) {
        states[2 * i + 1] = all[n * longest + i];
      }
      Tensor sample = x.narrow(1, n, 1).squeeze(1); // [time, classes]
      losses.add(
          composed(sample.indexSelect(1, Tensors.of(states, states.length)), states, steps[n]));
    }
    return Tensors.stack(0, losses.toArray(new Tensor[0]));
  }

  /// The loss of one sample from the log-probabilities of its states, `[time, states]`.
  private static Tensor composed(Tensor x, long[] states, int steps) {
    int count = states.length;
    double[] start = new double[count];
    double[] skip = new double[count];
    for (int s = 0; s < count; s++) {
      start[s] = s < 2 ? 0 : NEVER;
      skip[s] = s % 2 == 1 && s >= 3 && states[s] != states[s - 2] ? 0 : NEVER;
    }
    Tensor barred = Tensors.of(skip, count).to(x.dtype());
    Tensor ways = Tensors.of(start, count).to(x.dtype());
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        Tensor next = shifted(ways, 1);
        Tensor skipping = shifted(ways, 2).add(barred);
        ways = Tensors.stack(0, ways, next, skipping).logSumExp(0);
      }
      ways = ways.add(x.narrow(0, t, 1).squeeze(0));
    }
    if (steps == 0) { // nothing depends on the predictions
      return x.sum().multiply(0);
    }
    return ways.narrow(0, Math.max(0, count - 2), Math.min(2, count)).logSumExp(0).negate();
  }

  /// The states moved `by` places up.
  private static Tensor shifted(Tensor ways, int by) {
    int count = ways.size(0);
    return by >= count
        ? Tensors.full(ways.dtype(), ways.shape(), NEVER)
        : ways.narrow(0, 0, count - by).pad(0, by, 0, NEVER);
  }

  @Override
  public Saves saves() {
    return Saves.INPUTS_AND_OUTPUTS;
  }
}
