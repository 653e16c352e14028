package octavo.golden;

import static octavo.golden.GoldenCase.of;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.AdaptiveSoftmax;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.nn.Sequential;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.BinaryCrossEntropyWithLogits;
import octavo.nn.loss.CosineEmbedding;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.loss.Ctc;
import octavo.nn.loss.GaussianNll;
import octavo.nn.loss.HingeEmbedding;
import octavo.nn.loss.Huber;
import octavo.nn.loss.KlDivergence;
import octavo.nn.loss.LogisticMse;
import octavo.nn.loss.LossReduction;
import octavo.nn.loss.MarginRanking;
import octavo.nn.loss.MeanAbsoluteError;
import octavo.nn.loss.MeanSquaredError;
import octavo.nn.loss.MultiLabelMargin;
import octavo.nn.loss.MultiLabelSoftMargin;
import octavo.nn.loss.MultiMargin;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.PoissonNll;
import octavo.nn.loss.SmoothL1;
import octavo.nn.loss.SoftMargin;
import octavo.nn.loss.Triplet;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Softmax, cross-entropy and losses with every option.
final class SoftmaxGoldenCases {
  private static final CrossEntropy CE = CrossEntropy.mean();
  private static final NegativeLogLikelihood NLL = NegativeLogLikelihood.mean();

  private SoftmaxGoldenCases() {}

  static List<GoldenCase> softmax() {
    List<GoldenCase> cases = new ArrayList<>();
    crossEntropy(cases);
    elements(cases);
    rows(cases);
    ctc(cases);
    cases.add(new GoldenCase("adaptive", 40, SoftmaxGoldenCases::adaptive));
    return cases;
  }

  /// The mean, the sum and all of them: `nameMean`, `nameSum`, `nameNone`.
  private static void each(
      List<GoldenCase> cases,
      String name,
      int terms,
      BiFunction<LossReduction, Tensor[], Tensor> loss) {
    cases.add(of(name + "Mean", terms, x -> loss.apply(LossReduction.MEAN, x)));
    cases.add(of(name + "Sum", terms, x -> loss.apply(LossReduction.SUM, x)));
    cases.add(of(name + "None", terms, x -> loss.apply(LossReduction.NONE, x)));
  }

  private static void crossEntropy(List<GoldenCase> cases) {
    CrossEntropy smooth = CE.withLabelSmoothing(0.2);
    CrossEntropy little = CE.withLabelSmoothing(0.1);
    each(
        cases,
        "weighted",
        20,
        (r, x) -> CE.withReduction(r).withWeight(x[2].stopGradient()).of(x[0], x[1]));
    each(
        cases,
        "everything",
        20,
        (r, x) -> smooth.withReduction(r).withIgnoreIndex(1).withWeight(x[2]).of(x[0], x[1]));
    each(cases, "soft", 15, (r, x) -> CE.withReduction(r).of(x[0], x[1]));
    each(
        cases,
        "softEverything",
        15,
        (r, x) -> smooth.withReduction(r).withWeight(x[2]).of(x[0], x[1]));
    cases.add(of("pixels", 120, x -> little.withWeight(x[2]).of(x[0], x[1])));
    cases.add(of("softPixels", 24, x -> little.of(x[0], x[1])));
    cases.add(of("oneRow", 7, x -> CE.of(x[0], x[1])));
    cases.add(of("oneClass", 3, x -> CE.of(x[0], x[1])));
    cases.add(of("longRow", 600, x -> little.of(x[0], x[1])));
    cases.add(of("noRows", x -> CE.withReduction(LossReduction.SUM).of(x[0], x[1])));
    cases.add(of("logSoftmaxTemperature", 6, x -> x[0].logSoftmax(-1, 1.7)));
    cases.add(of("nll", 20, x -> NLL.of(x[0].logSoftmax(1), x[1])));
    cases.add(of("nllWeighted", 20, x -> NLL.withIgnoreIndex(4).withWeight(x[2]).of(x[0], x[1])));
    cases.add(of("nllPixels", x -> NLL.withReduction(LossReduction.NONE).of(x[0], x[1])));
  }

  private static void elements(List<GoldenCase> cases) {
    LossReduction none = LossReduction.NONE;
    BinaryCrossEntropyWithLogits logits = BinaryCrossEntropyWithLogits.mean();
    each(cases, "bce", 12, (r, x) -> BinaryCrossEntropy.mean().withReduction(r).of(x[0], x[1]));
    each(cases, "l1", 12, (r, x) -> new MeanAbsoluteError(r).of(x[0], x[1]));
    each(cases, "huber", 12, (r, x) -> new Huber(r, 0.7).of(x[0], x[1]));
    // PyTorch's 10⁻¹² is a number of float32, 4·10⁻⁹ off
    cases.add(
        of(
            "bceEdges",
            25,
            x -> BinaryCrossEntropy.mean().withReduction(none).of(x[0], x[1].stopGradient())));
    cases.add(
        of(
            "bceWeighted",
            12,
            x -> BinaryCrossEntropy.mean().withWeight(x[2].stopGradient()).of(x[0], x[1])));
    cases.add(
        of(
            "bceLogits",
            12,
            x ->
                logits
                    .withWeight(x[2].stopGradient())
                    .withPosWeight(x[3].stopGradient())
                    .of(x[0], x[1])));
    cases.add(of("bceLogitsFar", x -> logits.withReduction(none).of(x[0], x[1])));
    cases.add(of("mseNone", x -> new MeanSquaredError(none).of(x[0], x[1])));
    cases.add(of("mseOne", x -> MeanSquaredError.mean().of(x[0], x[1])));
    cases.add(of("mseEmpty", x -> new MeanSquaredError(LossReduction.SUM).of(x[0], x[1])));
    cases.add(of("smoothL1", 12, x -> SmoothL1.mean().withBeta(0.5).of(x[0], x[1])));
    cases.add(of("smoothL1Zero", 12, x -> SmoothL1.mean().withBeta(0).of(x[0], x[1])));
    cases.add(of("logisticMse", 12, x -> LogisticMse.mean().of(x[0], x[1])));
    cases.add(of("hingeEmbedding", 12, x -> HingeEmbedding.mean().withMargin(0.8).of(x[0], x[1])));
    cases.add(of("softMargin", 12, x -> SoftMargin.mean().of(x[0], x[1].stopGradient())));
    likelihoods(cases);
  }

  private static void likelihoods(List<GoldenCase> cases) {
    LossReduction none = LossReduction.NONE;
    KlDivergence kl = KlDivergence.batchMean();
    cases.add(of("kl", 12, x -> kl.of(x[0].logSoftmax(1), x[1])));
    cases.add(of("klLog", 12, x -> kl.withLogTarget().of(x[0], x[1])));
    cases.add(of("klNone", x -> kl.withReduction(none).of(x[0], x[1])));
    cases.add(
        of("klMean", 4, x -> kl.withReduction(LossReduction.MEAN).of(x[0], x[1].stopGradient())));
    PoissonNll poisson = PoissonNll.mean();
    cases.add(of("poisson", 8, x -> poisson.of(x[0], x[1].stopGradient())));
    cases.add(
        of(
            "poissonFull",
            x -> poisson.withStirlingTerm().withReduction(none).of(x[0], x[1].stopGradient())));
    cases.add(
        of(
            "poissonMeans",
            8,
            x -> poisson.withMeans().withEpsilon(1e-3).of(x[0], x[1].stopGradient())));
    GaussianNll gauss = GaussianNll.mean();
    cases.add(of("gaussian", 12, x -> gauss.of(x[0], x[1], x[2])));
    cases.add(
        of("gaussianRows", 4, x -> gauss.withConstant().withReduction(none).of(x[0], x[1], x[2])));
    cases.add(
        of(
            "gaussianFlat",
            12,
            x -> gauss.withEpsilon(0.7).withReduction(LossReduction.SUM).of(x[0], x[1], x[2])));
  }

  private static void rows(List<GoldenCase> cases) {
    LossReduction none = LossReduction.NONE;
    Tensor signs = Tensor.of(1, -1, 1, -1);
    each(cases, "multiMargin", 20, (r, x) -> MultiMargin.mean().withReduction(r).of(x[0], x[1]));
    each(
        cases,
        "ranking",
        4,
        (r, x) -> new MarginRanking(r, 0.5).of(x[0], x[1], signs.to(x[0].dtype())));
    cases.add(
        of(
            "multiMarginAll",
            20,
            x -> MultiMargin.mean().withPower(2).withMargin(0.6).withWeight(x[2]).of(x[0], x[1])));
    cases.add(of("multiLabelMargin", 48, x -> MultiLabelMargin.mean().of(x[0], x[1])));
    cases.add(of("multiLabelMarginNone", 16, x -> new MultiLabelMargin(none).of(x[0], x[1])));
    cases.add(
        of(
            "multiLabelSoft",
            12,
            x ->
                MultiLabelSoftMargin.mean()
                    .withWeight(x[2].stopGradient())
                    .of(x[0], x[1].stopGradient())));
    cases.add(
        of(
            "multiLabelSoftNone",
            4,
            x -> MultiLabelSoftMargin.mean().withReduction(none).of(x[0], x[1].stopGradient())));
    CosineEmbedding cosine = CosineEmbedding.mean();
    cases.add(of("cosine", 12, x -> cosine.withMargin(0.1).of(x[0], x[1], x[2])));
    cases.add(
        of("cosineNone", 3, x -> cosine.withMargin(-0.9).withReduction(none).of(x[0], x[1], x[2])));
    Triplet triplet = Triplet.mean();
    cases.add(of("triplet", 12, x -> triplet.of(x[0], x[1], x[2])));
    cases.add(
        of(
            "tripletAll",
            12,
            x ->
                triplet
                    .withMargin(2)
                    .withPower(3)
                    .withSwap()
                    .withReduction(none)
                    .of(x[0], x[1], x[2])));
    cases.add(
        of(
            "tripletOne",
            12,
            x ->
                triplet
                    .withMargin(2)
                    .withPower(1)
                    .withReduction(LossReduction.SUM)
                    .of(x[0], x[1], x[2])));
  }

  private static void ctc(List<GoldenCase> cases) {
    Ctc ctc = Ctc.mean();
    each(cases, "ctc", 72, (r, x) -> ctc.withReduction(r).of(x[0].logSoftmax(2), x[1], x[2], x[3]));
    cases.add(of("ctcJoined", 72, x -> ctc.withBlank(3).of(x[0].logSoftmax(2), x[1], x[2], x[3])));
    cases.add(
        of(
            "ctcInfinite",
            24,
            x -> ctc.withZeroInfinity().of(x[0].logSoftmax(2), x[1], x[2], x[3])));
  }

  private static Outcome adaptive(Tensor[] x) {
    return adaptive(x, true);
  }

  /// The log-probabilities of the targets, with those of all classes and the loss or alone.
  static Outcome adaptive(Tensor[] x, boolean whole) {
    Parameter[] p = new Parameter[x.length];
    for (int i = 2; i < x.length; i++) {
      p[i] = Parameter.of(x[i]);
    }
    AdaptiveSoftmax layer =
        new AdaptiveSoftmax(
            new Linear(p[2], p[3]),
            List.of(
                Sequential.of(new Linear(p[4], null), new Linear(p[5], null)),
                Sequential.of(new Linear(p[6], null), new Linear(p[7], null))));
    Mode mode = Mode.training(Rng.of(1));
    Differentiable[] variables = {x[0], x[1], p[2], p[3], p[4], p[5], p[6], p[7]};
    Tensor chosen = layer.logProbability(x[0], x[1], mode);
    if (!whole) {
      return new Outcome(new Tensor[] {chosen}, variables);
    }
    return new Outcome(
        new Tensor[] {chosen, layer.loss(x[0], x[1], mode), layer.forward(x[0], mode)}, variables);
  }
}
