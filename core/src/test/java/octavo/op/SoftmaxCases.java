package octavo.op;

import static octavo.op.OperationCase.of;

import java.util.List;
import octavo.nn.loss.BinaryCrossEntropy;
import octavo.nn.loss.Contrastive;
import octavo.nn.loss.CosineEmbedding;
import octavo.nn.loss.Ctc;
import octavo.nn.loss.EntmaxLoss;
import octavo.nn.loss.GaussianNll;
import octavo.nn.loss.KlDivergence;
import octavo.nn.loss.LossReduction;
import octavo.nn.loss.MultiMargin;
import octavo.nn.loss.NegativeLogLikelihood;
import octavo.nn.loss.PoissonNll;
import octavo.nn.loss.SigmoidFocal;
import octavo.nn.loss.SmoothL1;
import octavo.nn.loss.SoftmaxFocal;
import octavo.nn.loss.Triplet;
import octavo.tensor.CrossEntropyOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Softmax, its sparse relatives, cross-entropies and other losses.
final class SoftmaxCases {
  private static final CrossEntropyOptions PLAIN = CrossEntropyOptions.DEFAULT;

  private SoftmaxCases() {}

  private static int[] s(int... sizes) {
    return sizes;
  }

  private static Tensor longs(long... values) {
    return Tensors.of(values, values.length);
  }

  static void addTo(List<OperationCase> cases) {
    cases.add(of("softmax", x -> x[0].softmax(1), s(2, 4)));
    cases.add(of("softmax over channels", x -> x[0].softmax(1), s(2, 3, 2)));
    cases.add(of("softmax with temperature", x -> x[0].softmax(0, 0.7), s(3)));
    cases.add(of("logSoftmax", x -> x[0].logSoftmax(-1), s(2, 4)));
    cases.add(of("logSoftmax over channels", x -> x[0].logSoftmax(1), s(2, 3, 19)));
    cases.add(of("logSoftmax with temperature", x -> x[0].logSoftmax(0, 1.7), s(3, 2)));
    cases.add(of("softmaxJacobian", x -> x[0].softmaxJacobian(0), s(3, 2)));
    crossEntropies(cases);
    sparse(cases);
    losses(cases);
  }

  private static void crossEntropies(List<OperationCase> cases) {
    Tensor classes = longs(2, 0, 1);
    Tensor pixels = Tensors.of(new long[] {2, 0, 1, -1}, 2, 2);
    long[] many = new long[2 * 37];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 4 - 1L;
    }
    Tensor image = Tensors.of(many, 2, 37);
    Tensor weight = Tensors.of(new double[] {0.5, 2, 1.25}, 3);
    CrossEntropyOptions smooth = PLAIN.withLabelSmoothing(0.1).withIgnoreIndex(-1);
    CrossEntropyOptions all = smooth.withWeight(weight);
    cases.add(of("crossEntropy", x -> x[0].crossEntropy(classes), s(3, 4)));
    cases.add(of("crossEntropy smoothed", x -> x[0].crossEntropy(pixels, smooth), s(2, 3, 2)));
    cases.add(of("crossEntropy weighted", x -> x[0].crossEntropy(classes, all), s(3, 3)));
    cases.add(of("crossEntropy of pixels", x -> x[0].crossEntropy(image, all), s(2, 3, 37)));
    cases.add(of("crossEntropy of soft labels", x -> x[0].crossEntropy(x[1]), s(3, 4), s(3, 4)));
    cases.add(
        of(
            "crossEntropy of soft pixels",
            x -> x[0].crossEntropy(x[1], all),
            s(2, 3, 2),
            s(2, 3, 2)));
    cases.add(of("sigmoidCrossEntropy", x -> x[0].sigmoidCrossEntropy(x[1]), s(3, 4), s(3, 4)));
    cases.add(
        of(
            "sigmoidCrossEntropy of many",
            x -> x[0].sigmoidCrossEntropy(x[1]),
            s(2, 2, 19),
            s(2, 2, 19)));
  }

  private static void sparse(List<OperationCase> cases) {
    cases.add(of("sparsemax", 0, 1, x -> x[0].sparsemax(1), s(3, 5)));
    cases.add(of("sparsemax over channels", 0, 1, x -> x[0].sparsemax(0), s(4, 3)));
    cases.add(of("entmax15", 0, 1, x -> x[0].entmax15(-1), s(3, 5)));
    cases.add(of("entmax", 0, 1, x -> x[0].entmax(1, 1.3), s(3, 5)));
    cases.add(of("entmax beyond sparsemax", 0, 0.2, x -> x[0].entmax(1, 2.5), s(2, 4)));
    Tensor classes = longs(2, 0);
    for (double alpha : new double[] {1.5, 2}) {
      EntmaxLoss loss = new EntmaxLoss(LossReduction.NONE, alpha);
      cases.add(of("entmax loss " + alpha, 0, 1, x -> loss.of(x[0], classes), s(2, 4)));
    }
  }

  /// Losses whose rules are more than what tensor methods compose in a line.
  private static void losses(List<OperationCase> cases) {
    Tensor classes = longs(2, 0);
    cases.add(
        of(
            "negativeLogLikelihood",
            x -> NegativeLogLikelihood.mean().of(x[0], classes).square(),
            s(2, 3)));
    cases.add(
        OperationCase.within(
            "binaryCrossEntropy",
            0.1,
            0.9,
            x -> BinaryCrossEntropy.mean().of(x[0], x[1]),
            s(2, 3),
            s(2, 3)));
    cases.add(of("smoothL1", x -> SmoothL1.mean().withBeta(0.5).of(x[0], x[1]), s(2, 3), s(2, 3)));
    cases.add(of("multiMargin", x -> MultiMargin.mean().withPower(2).of(x[0], classes), s(2, 3)));
    cases.add(
        OperationCase.within(
            "klDivergence",
            0.1,
            0.9,
            x -> KlDivergence.batchMean().of(x[0], x[1]),
            s(2, 3),
            s(2, 3)));
    cases.add(
        OperationCase.within(
            "poissonNll",
            1.1,
            3,
            x -> PoissonNll.mean().withMeans().withStirlingTerm().of(x[0], x[1]),
            s(2, 3),
            s(2, 3)));
    cases.add(
        OperationCase.within(
            "gaussianNll",
            0.5,
            2,
            x -> GaussianNll.mean().of(x[0], x[1], x[2]),
            s(2, 3),
            s(2, 3),
            s(2)));
    rowLosses(cases);
  }

  private static void rowLosses(List<OperationCase> cases) {
    Tensor classes = longs(2, 0);
    Tensor answers = Tensors.of(new double[] {1, 0, 0.25, 1, 0, 1}, 2, 3);
    Tensor signs = Tensors.of(new double[] {1, -1}, 2);
    cases.add(
        of(
            "cosineEmbedding",
            x -> CosineEmbedding.mean().withMargin(-1).of(x[0], x[1], signs),
            s(2, 3),
            s(2, 3)));
    cases.add(
        of(
            "triplet",
            x -> Triplet.mean().withPower(3).withMargin(9).withSwap().of(x[0], x[1], x[2]),
            s(2, 3),
            s(2, 3),
            s(2, 3)));
    cases.add(
        of(
            "contrastive",
            x -> Contrastive.mean().withMargin(9).of(x[0], x[1], signs.relu()),
            s(2, 3),
            s(2, 3)));
    cases.add(of("sigmoidFocal", x -> SigmoidFocal.mean().of(x[0], answers), s(2, 3)));
    cases.add(of("softmaxFocal", x -> SoftmaxFocal.mean().of(x[0], classes), s(2, 3)));
    Tensor labels = Tensors.of(new long[] {1, 1, 2, 3, 0, 0}, 2, 3);
    cases.add(
        of(
            "ctc",
            x -> Ctc.mean().of(x[0].logSoftmax(2), labels, longs(5, 4), longs(3, 1)),
            s(5, 2, 4)));
  }
}
