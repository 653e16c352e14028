package octavo.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import octavo.approximation.Trajectory;
import octavo.autograd.Derivatives;
import octavo.nn.Layer;
import octavo.nn.metric.Averaging;
import octavo.nn.metric.ConfusionMatrix;
import octavo.nn.model.LeNet;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Path FASHION = Path.of("../data/fashion-mnist");

  /// At (−1, 1): `∂x = −2(1 − x) − 400x(y − x²) = −4`, `∂y = 200(y − x²) = 0`,
  /// `∂xx = 2 − 400(y − 3x²) = 802`, `∂xy = −400x = 400`, `∂yy = 200`.
  @Test
  void derivativesOfRosenbrock() {
    Tensor point = Tensor.of(-1, 1);
    assertThat(Derivatives.gradient(DerivativesExample::rosenbrock, point).toFloatArray())
        .containsExactly(-4, 0);
    assertThat(Derivatives.hessian(DerivativesExample::rosenbrock, point).toFloatArray())
        .containsExactly(802, 400, 400, 200);
  }

  /// Rounding of numbers about 1 in size.
  @Test
  void theInferenceModelAnswersAsTheNetwork() {
    Layer network = LeNet.create(10, Rng.of(1));
    Tensor images = RandomTensors.normal(Rng.of(2), 4, 1, 28, 28);
    assertThat(InferenceExample.difference(network, images)).isLessThan(1e-5);
  }

  /// The deviation of the mean of 4500 doses is at best `√(¼)/(¼·√4500) = 0.03`.
  @Test
  void theMedianDoseIsFound() {
    Trajectory run = ApproximationExample.trials(5000, Rng.of(1));
    assertThat(run.averageRoot()).isCloseTo(ApproximationExample.MEDIAN, within(0.15));
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      Trajectory other = ApproximationExample.trials(1000, Rng.of(seed));
      covered += ApproximationExample.interval(other).covers(ApproximationExample.MEDIAN) ? 1 : 0;
    }
    assertThat(covered).isGreaterThan(85);
  }

  /// Behind the stem, jump 2: `5 + (9 - 1)·2`, the wider of both branches.
  @Test
  void aNetworkOfOnesOwnIsLookedInto() {
    Layer network = InspectionExample.CrackFinder.create(false, Rng.of(1));
    assertThat(InspectionExample.pixels(network)).isEqualTo(21);
    assertThat(InspectionExample.findings(network).isClean()).isTrue();
    Layer biased = InspectionExample.CrackFinder.create(true, Rng.of(1));
    assertThat(InspectionExample.findings(biased).of("useless-bias"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.path()).isEqualTo("stem.bias"));
  }

  /// Guessing is right once in ten times.
  @Test
  void digitsAreLearned() {
    assertThat(DigitsExample.train(20)).isGreaterThan(0.95);
  }

  /// Guessing is right once in ten times.
  @Test
  void digitsAreReadRowByRow() {
    assertThat(SequenceExample.train(15)).isGreaterThan(0.95);
  }

  /// Guessing costs ln 79 = 4.37 nats; the frequencies of the characters alone about 3.1.
  @Test
  void theGptLearnsEnglishSpelling() {
    List<Double> losses = MobyDickExample.losses(150);
    assertThat(losses.getFirst()).isBetween(4.2, 4.6);
    assertThat(losses.getLast()).isLessThan(2.7);
  }

  /// Guessing is right once in ten times; one epoch reaches about 70 %.
  @Test
  @Tag("slow")
  void leNetLearns() throws IOException {
    assertThat(LeNetExample.train(FASHION, 1)).isGreaterThan(0.6);
  }

  /// Pixels that are on with their mean brightness alone cost about 385 nats an image.
  @Test
  void theNormalLatentsLearn() throws IOException {
    List<Double> bounds = GaussianVaeExample.bounds(FASHION, 2000, 3);
    assertThat(bounds).isSorted();
    assertThat(bounds.getLast()).isGreaterThan(-330);
  }

  @Test
  void theDiscreteLatentsLearn() throws IOException {
    List<Double> bounds = GumbelVaeExample.bounds(FASHION, 1000, 3, GumbelVaeExample.ADAM);
    assertThat(bounds).isSorted();
    assertThat(bounds.getLast()).isGreaterThan(-440);
  }

  /// By the article's optimizer.
  @Test
  void theDiscreteLatentsLearnByRmsProp() throws IOException {
    List<Double> bounds = GumbelVaeExample.bounds(FASHION, 1000, 3, GumbelVaeExample.RMSPROP);
    assertThat(bounds).isSorted();
    assertThat(bounds.getLast()).isGreaterThan(-400);
  }

  /// The bound rises at each of the first five epochs.
  @Test
  @Tag("slow")
  void theDiscreteLatentsLearnTheWholeSet() throws IOException {
    List<Double> bounds = GumbelVaeExample.bounds(FASHION, 10_000, 5, GumbelVaeExample.ADAM);
    assertThat(bounds).hasSize(5).isSorted();
    assertThat(bounds.getLast()).isGreaterThan(-295);
  }

  /// Background everywhere is right for about 60 % of the pixels, which is a mean IoU of 0.12.
  @Test
  @Tag("slow")
  void clothingIsFoundPixelByPixel() throws IOException {
    Map<String, ConfusionMatrix> results =
        SegmentationExample.results(Path.of("../data/fashion-mnist"), 32, 400, 2);
    assertThat(results).containsOnlyKeys("FCN", "U-Net");
    results
        .values()
        .forEach(counts -> {
          assertThat(counts.perClass().iou(Averaging.MACRO)).isGreaterThan(0.25);
          assertThat(counts.accuracy()).isGreaterThan(0.7);
        });
  }
}
