package octavo.optim;

import java.util.List;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Averaging in the place of a schedule (Defazio et al., 2024). Three points: `z` takes plain steps,
/// `x` is their mean, and the gradient is taken at `y = (1-β)z + βx`, where the parameter stands
/// during training. With weights `w = tʳ·rateᵖ` and `c = w/Σw`: `z = z - rate·u`, `x = (1-c)x + c·z`.
///
/// The network is to be used at `x`: [Optimizer#atEvaluationPoint]. A schedule for the rate is not
/// needed; a warm-up helps.
///
/// It writes the parameter, so it stands last: behind nothing for SGD, behind [SecondMoment] for
/// AdamW. `x` is not stored, since `x = (y - (1-β)z)/β`.
///
/// @param beta the share β of the mean, above 0
/// @param power how a step's weight grows with its number, r
/// @param ratePower how it grows with the largest rate so far, p
public record ScheduleFree(double beta, double power, double ratePower)
    implements ElementwiseTransform, EvaluationPoint {
  /// Checks the numbers.
  public ScheduleFree {
    Numbers.require(beta > 0 && beta < 1, "scheduleFree: beta must be in (0, 1)", beta);
    Numbers.requireNotNegative("scheduleFree: power", power);
    Numbers.requireNotNegative("scheduleFree: ratePower", ratePower);
  }

  /// β = 0.9, weights `rate²`.
  public static ScheduleFree defaults() {
    return new ScheduleFree(0.9, 0, 2);
  }

  /// Another β.
  public ScheduleFree withBeta(double value) {
    return new ScheduleFree(value, power, ratePower);
  }

  /// Other weights of the steps.
  public ScheduleFree withWeights(double stepPower, double power) {
    return new ScheduleFree(beta, stepPower, power);
  }

  @Override
  public List<Slot> slots(Shape shape) {
    return List.of(Slot.copy("z"), Slot.number("weight_sum", 0), Slot.number("lr_max", 0));
  }

  @Override
  public boolean writesParameter() {
    return true;
  }

  @Override
  public Loop begin(Step step) {
    double rate = step.rate();
    double largest = Math.max(rate, step.number(2));
    double weight = Math.pow(step.number(), power) * Math.pow(largest, ratePower);
    double sum = step.number(1) + weight;
    step.setNumber(1, sum);
    step.setNumber(2, largest);
    double share = sum == 0 ? 0 : weight / sum;
    return b -> {
      // parameters are no running means, of which small ones would become 0
      b.parameter().scale(1 - share);
      b.parameter().add(share, b.state(0));
      b.parameter().add(rate * (beta * (1 - share) - 1), b.u());
      b.state(0).add(-rate, b.u());
    };
  }

  @Override
  public Tensor evaluationPoint(Step step) {
    return step.parameter().divide(beta).add(step.state(0).multiply(1 - 1 / beta));
  }
}
