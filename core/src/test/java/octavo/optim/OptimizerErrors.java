package octavo.optim;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Wrong calls of this package and what they must say.
final class OptimizerErrors {
  /// A wrong call.
  ///
  /// @param name what is wrong
  /// @param call the call
  /// @param message the whole message
  record Wrong(String name, Call call, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// What is called.
  interface Call {
    Object run();
  }

  private static final EpsilonPlacement OUT = EpsilonPlacement.OUTSIDE_ROOT;
  private static final Map<String, Parameter> VECTOR = Map.of("p", Parameter.of(Tensor.of(1f, 2f)));

  private OptimizerErrors() {}

  private static Object step(Optimizers.Builder builder, Tensor gradient) {
    builder.create(VECTOR).step(Map.of(VECTOR.get("p"), gradient));
    return "";
  }

  private static Object rows(Optimizers.Builder builder, long row) {
    Parameter p = Objects.requireNonNull(VECTOR.get("p"));
    Map<Parameter, Tensor> rows = Map.of(p, Tensors.of(new long[] {row}, 1));
    builder.create(VECTOR).step(p.tracked().sum().gradients(), rows);
    return "";
  }

  /// A transform that returns less than it was given.
  private record Half() implements WholeTransform {
    @Override
    public Tensor apply(Tensor u, Step step) {
      return u.narrow(0, 0, 1);
    }
  }

  /// A transform that remembers less than it said.
  private record Forgetful() implements WholeTransform {
    @Override
    public List<Slot> slots(Shape shape) {
      return List.of(Slot.zeros("kept"));
    }

    @Override
    public Tensor apply(Tensor u, Step step) {
      step.remember(0, u.sum());
      return u;
    }
  }

  static final List<Wrong> NUMBERS =
      List.of(
          new Wrong("momentum", () -> Momentum.of(1), "momentum: must be in [0, 1), but is 1.0."),
          new Wrong(
              "dampening",
              () -> Momentum.of(0.9).withDampening(1.5),
              "momentum: the dampening must be in [0, 1], but is 1.5."),
          new Wrong(
              "nesterov",
              () -> new Momentum(0.9, 0.1, true),
              "nesterov: momentum must be above 0 and dampening 0, but they are 0.9 and 0.1."),
          new Wrong(
              "adam beta1",
              () -> Adam.defaults().withBetas(-0.1, 0.9),
              "adam: beta1 must be in [0, 1), but is -0.1."),
          new Wrong(
              "adam beta2",
              () -> Adam.defaults().withBetas(0.9, 1),
              "adam: beta2 must be in [0, 1), but is 1.0."),
          new Wrong(
              "adam epsilon",
              () -> Adam.defaults().withEpsilon(-1, OUT),
              "adam: epsilon must be finite and not negative, but is -1.0."),
          new Wrong(
              "adagrad initial",
              () -> Adagrad.defaults().withInitial(Double.NaN),
              "adagrad: the initial sum must be finite and not negative, but is NaN."),
          new Wrong(
              "adagrad rateDecay",
              () -> Adagrad.defaults().withRateDecay(-1),
              "adagrad: rateDecay must be finite and not negative, but is -1.0."),
          new Wrong(
              "adadelta rho",
              () -> Adadelta.defaults().withRho(1),
              "adadelta: rho must be in [0, 1), but is 1.0."),
          new Wrong(
              "rmsProp alpha",
              () -> RmsProp.defaults().withAlpha(1.5),
              "rmsProp: alpha must be in [0, 1), but is 1.5."),
          new Wrong(
              "adamax beta2",
              () -> Adamax.defaults().withBetas(0.9, 1),
              "adamax: beta2 must be in [0, 1), but is 1.0."),
          new Wrong(
              "nadam momentumDecay",
              () -> NAdam.defaults().withMomentumDecay(-1),
              "nadam: momentumDecay must not be negative, but is -1.0."),
          new Wrong(
              "radam beta1",
              () -> RAdam.defaults().withBetas(1, 0.9),
              "radam: beta1 must be in [0, 1), but is 1.0."),
          new Wrong(
              "lion beta2",
              () -> Lion.defaults().withBetas(0.9, 1),
              "lion: beta2 must be in [0, 1), but is 1.0."),
          new Wrong(
              "adaBelief epsilon",
              () -> AdaBelief.defaults().withEpsilon(-1),
              "adaBelief: epsilon must be finite and not negative, but is -1.0."),
          new Wrong(
              "adan beta3",
              () -> Adan.defaults().withBetas(0.9, 0.9, 1),
              "adan: beta3 must be in [0, 1), but is 1.0."),
          new Wrong(
              "sophia gamma",
              () -> Sophia.defaults().withGamma(0),
              "sophia: gamma must be finite and positive, but is 0.0."),
          new Wrong(
              "secondMoment beta",
              () -> new SecondMoment(1, 0),
              "secondMoment: beta must be in [0, 1), but is 1.0."),
          new Wrong(
              "scheduleFree beta",
              () -> ScheduleFree.defaults().withBeta(0),
              "scheduleFree: beta must be in (0, 1), but is 0.0."),
          new Wrong(
              "rprop initial",
              () -> Rprop.of(0),
              "rprop: the initial size must be finite and positive, but is 0.0."),
          new Wrong(
              "rprop factors",
              () -> Rprop.of(1).withFactors(1, 1.2),
              "rprop: the shrinkage must be in (0, 1), but is 1.0."),
          new Wrong(
              "rprop growth",
              () -> Rprop.of(1).withFactors(0.5, 1),
              "rprop: the growth must be above 1, but is 1.0."),
          new Wrong(
              "rprop sizes",
              () -> Rprop.of(1).withSizes(2, 1),
              "rprop: the greatest size must not be below the least, but is 1.0."),
          new Wrong(
              "averagedSgd start",
              () -> AveragedSgd.defaults().withStart(-1),
              "averagedSgd: the start must be finite and not negative, but is -1.0."),
          new Wrong(
              "trustRatio",
              () -> new TrustRatio(2, 1),
              "trustRatio: the greatest size must not be below the least, but is 1.0."),
          new Wrong(
              "lars coefficient",
              () -> Lars.defaults().withCoefficient(0),
              "lars: the coefficient must be finite and positive, but is 0.0."),
          new Wrong(
              "adafactor threshold",
              () -> Adafactor.defaults().withThreshold(0.5),
              "adafactor: the threshold must be at least 1, but is 0.5."),
          new Wrong(
              "adafactor epsilon1",
              () -> new Adafactor(-0.8, OptionalDouble.of(-1), 0, 1),
              "adafactor: epsilon1 must be finite and not negative, but is -1.0."),
          new Wrong(
              "muon iterations",
              () -> Muon.defaults().withPolynomial(1, 1, 1, 0),
              "muon: the iterations must be at least 1, but is 0."),
          new Wrong(
              "shampoo beta",
              () -> Shampoo.defaults().withBeta(0),
              "shampoo: beta must be in (0, 1], but is 0.0."),
          new Wrong(
              "shampoo every",
              () -> Shampoo.defaults().withEvery(0),
              "shampoo: 'every' must be at least 1, but is 0."),
          new Wrong(
              "soap largest",
              () -> Soap.defaults().withLargest(0),
              "soap: the largest side must be at least 1, but is 0."),
          new Wrong(
              "weight decay",
              () -> Optimizers.sgd(1).withWeightDecay(-1),
              "weightDecay: the factor must be finite and not negative, but is -1.0."),
          new Wrong(
              "clip by norm",
              () -> Optimizers.sgd(1).withClipByNorm(0),
              "clipByNorm: the bound must be finite and positive, but is 0.0."),
          new Wrong(
              "clip by value",
              () -> Optimizers.sgd(1).withClipByValue(-1),
              "clipByValue: the bound must be finite and positive, but is -1.0."),
          new Wrong(
              "adaptive clip",
              () -> Optimizers.sgd(1).withAdaptiveClip(0),
              "adaptiveClip: the share must be finite and positive, but is 0.0."));

  static final List<Wrong> CALLS =
      List.of(
          new Wrong(
              "two parameters of one name",
              () ->
                  Optimizer.of(
                      Optimizers.sgd(1).group(VECTOR),
                      Optimizers.sgd(1).group(Map.of("p", Parameter.of(Tensor.of(1f))))),
              "Optimizer: each parameter must have a name of its own, but two are 'p'. The saved state goes by names: put the network's in front, 'encoder.' and 'decoder.'."),
          new Wrong(
              "withMomentum",
              () -> Optimizers.lion(1).withMomentum(0.9),
              "withMomentum: it belongs to sgd, rmsProp, shampoo and lars, but the direction is"
                  + " [Lion[beta1=0.9, beta2=0.99]]. Give the method its options where it is made."),
          new Wrong(
              "withBetas",
              () -> Optimizers.lion(1).withBetas(0.9, 0.9, 0),
              "withBetas: it belongs to adam and adamW, but the direction is [Lion[beta1=0.9,"
                  + " beta2=0.99]]. Give the method its options where it is made."),
          new Wrong(
              "muon of a vector",
              () -> Optimizers.muon(1).create(VECTOR),
              "muon: a parameter must be a matrix or a kernel, but 'p' is [2]. Give it to another"
                  + " optimizer: ParameterGroups."),
          new Wrong(
              "gradient of another shape",
              () -> step(Optimizers.sgd(1), Tensor.of(1f)),
              "step: a gradient must have the shape of its parameter, but 'p' is [2] and its gradient"
                  + " [1]."),
          new Wrong(
              "rows that are not there",
              () -> rows(Optimizers.sgd(1), 2),
              "step: rows of 'p' must be in [0, 2), but one is 2."),
          new Wrong(
              "rows of a whole transform",
              () -> rows(Optimizers.lamb(1), 0),
              "rows: rows can be updated by themselves only if all transforms are element-wise, but"
                  + " TrustRatio[least=0.0, most=10.0] is not. Use an optimizer such as sgd, adagrad or"
                  + " adam for this parameter."),
          new Wrong(
              "lazy rows of a whole transform",
              () -> Optimizers.lamb(1).withLazyRows().create(VECTOR),
              "lazyRows: rows can be updated by themselves only if all transforms are element-wise, but"
                  + " TrustRatio[least=0.0, most=10.0] is not. Use an optimizer such as sgd, adagrad or"
                  + " adam for this parameter."),
          new Wrong(
              "slots of one name",
              () -> Optimizers.Builder.of(1, Momentum.of(0), Momentum.of(0)).create(VECTOR),
              "Optimizer: the slots of a chain must have names of their own, but 'momentum_buffer'"
                  + " stands twice."),
          new Wrong(
              "a writer that is not last",
              () ->
                  Optimizers.averagedSgd(1)
                      .withEnding(AveragedSgd.defaults(), new Negate())
                      .create(VECTOR),
              "Optimizer: a transform that writes the parameter must be the last, but"
                  + " AveragedSgd[decay=1.0E-4, power=0.75, start=1000000.0] is number 1 of 2."),
          new Wrong(
              "a whole transform of another shape",
              () -> step(Optimizers.Builder.of(1, new Half()), Tensor.of(1f, 2f)),
              "step: a transform must return the parameter's shape and type, but Half[] made float32"
                  + " [1] of float32 [2]."),
          new Wrong(
              "remember",
              () -> step(Optimizers.Builder.of(1, new Forgetful()), Tensor.of(1f, 2f)),
              "remember: slot 0 is float32 [2], but the new value is float32 []."),
          new Wrong(
              "observeCurvature",
              () -> {
                Optimizers.adam(1).create(VECTOR).observeCurvature(Map.of());
                return "";
              },
              "observeCurvature: a parameter's chain must use the curvature, but none of 0 parameters"
                  + " has such a chain. Is the optimizer Optimizers.sophia?"),
          new Wrong(
              "no parameter",
              () -> Optimizers.sgd(1).create(Map.of()),
              "Optimizer: there must be a parameter, but there is none."),
          new Wrong(
              "a filter that means none",
              () -> ParameterGroups.of(VECTOR).with(ParameterFilter.matrices(), Optimizers.sgd(1)),
              "ParameterGroups: a filter must mean a parameter, but of [p] it means none."),
          new Wrong(
              "parameters left",
              () -> ParameterGroups.of(VECTOR).create(),
              "ParameterGroups: every parameter must be in a group, but [p] are left. Give them to"
                  + " rest(…), or take them out of the parameters."),
          new Wrong(
              "accumulation of nothing",
              () -> GradientAccumulation.of(VECTOR.values()).mean(),
              "mean: there must be gradients to take the mean of, but none was added."),
          new Wrong(
              "accumulation weight",
              () -> {
                Tensor loss = Objects.requireNonNull(VECTOR.get("p")).tracked().sum();
                GradientAccumulation.of(VECTOR.values()).add(loss.gradients(), 0);
                return "";
              },
              "add: the weight must be finite and positive, but is 0.0."),
          new Wrong(
              "gaussNewtonBartlett",
              () -> HessianDiagonal.gaussNewtonBartlett(Tensor.of(1f), VECTOR.values(), Rng.of(1)),
              "gaussNewtonBartlett: logits must be [batch, classes], but are [1]. Put an axis of size 1"
                  + " in front: unsqueeze(0)."));
}
