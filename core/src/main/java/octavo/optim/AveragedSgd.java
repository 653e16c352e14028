package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Averaged stochastic gradient descent (Polyak and Juditsky, 1992; Bottou's schedule), PyTorch's
/// `ASGD`: `p = p(1 - λη) - ηu` with `η = rate/(1 + λ·rate·(t-1))^α`; from step `start` on the mean
/// of the parameters is kept, before it their last value.
///
/// The network is to be used at the mean: [Optimizer#atEvaluationPoint]. It writes the parameter, so
/// it stands last.
///
/// @param decay λ
/// @param power α
/// @param start the step from which on the mean is taken
public record AveragedSgd(double decay, double power, double start)
    implements ElementwiseTransform, EvaluationPoint {
  /// Checks the numbers.
  public AveragedSgd {
    Numbers.requireNotNegative("averagedSgd: the decay", decay);
    Numbers.requireNotNegative("averagedSgd: the power", power);
    Numbers.requireNotNegative("averagedSgd: the start", start);
  }

  /// PyTorch's: λ = 10⁻⁴, α = 0.75, the mean from step 10⁶ on.
  public static AveragedSgd defaults() {
    return new AveragedSgd(1e-4, 0.75, 1e6);
  }

  /// Another decay and power of the rate.
  public AveragedSgd withDecay(double factor, double exponent) {
    return new AveragedSgd(factor, exponent, start);
  }

  /// The mean from this step on.
  public AveragedSgd withStart(double step) {
    return new AveragedSgd(decay, power, step);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.zeros("ax"));
  }

  @Override
  public boolean writesParameter() {
    return true;
  }

  @Override
  public Loop begin(Step step) {
    long before = step.number() - 1;
    double eta = step.rate() / Math.pow(1 + decay * step.rate() * before, power);
    double share = 1 / Math.max(1, before - start);
    return b -> {
      // parameters are no running means, of which small ones would become 0
      b.parameter().scale(1 - decay * eta);
      b.parameter().add(-eta, b.u());
      if (share == 1) {
        b.state(0).set(b.parameter());
      } else {
        b.state(0).blend(1 - share, share, b.parameter());
      }
    };
  }

  @Override
  public Tensor evaluationPoint(Step step) {
    return step.state(0);
  }
}
