package octavo.analysis.lint;

import java.util.List;

/// The rules, in the order in which they report.
final class AllRules {
  private AllRules() {}

  static List<Rule> list() {
    return List.of(
        // of the numbers and the parts
        new NonFiniteNumbers(),
        new EqualUnits(),
        new RepeatedLayer(),
        new UnusedLayer(),
        new DetachedLayer(),
        new BatchMixing(),
        // of the graph
        new UselessBias(),
        new NormAfterNorm(),
        new NormOfOne(),
        new DropsEverything(),
        new DropoutBeforeNorm(),
        new DropoutAtOutput(),
        new IdleActivation(),
        new ConstantResult(),
        new LinearAfterLinear(),
        new SoftmaxOutput(),
        new SoftmaxTwice(),
        new SoftmaxAxis(),
        // of windows
        new Checkerboard(),
        new SkippedPixels(),
        new HalfPixelShift(),
        new PaddingOnly(),
        new IdleTaps(),
        new MisalignedBranches(),
        // of the training
        new OutputForLoss(),
        new ExclusiveClasses(),
        new LabelRange(),
        new RefusedBatch(),
        new NoGradient(),
        new UntrainedParameter(),
        new ForeignParameter(),
        new TwoOptimizers(),
        new LearningRate(),
        new DecayedNorm(),
        new Unshuffled(),
        new BatchOfOne(),
        new DeadRelu(),
        new SaturatedUnits());
  }
}
