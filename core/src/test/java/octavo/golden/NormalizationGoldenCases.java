package octavo.golden;

import static octavo.golden.GoldenCase.of;
import static octavo.golden.GoldenCase.several;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import octavo.autograd.Differentiable;
import octavo.golden.GoldenCase.Outcome;
import octavo.nn.BatchNorm;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchNorm2d;
import octavo.nn.BatchNorm3d;
import octavo.nn.Buffer;
import octavo.nn.ChannelNorm;
import octavo.nn.ChannelNormBuilder;
import octavo.nn.InstanceNorm1d;
import octavo.nn.InstanceNorm2d;
import octavo.nn.InstanceNorm3d;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Layer, RMS, group, instance, batch and local response norm.
///
/// The cases sum up to 100 numbers, twice over (a variance, then a gradient), and multiply by the
/// reciprocal deviation: 400 terms.
final class NormalizationGoldenCases {
  private static final int TERMS = 400;

  private NormalizationGoldenCases() {}

  static List<GoldenCase> all() {
    List<GoldenCase> cases = new ArrayList<>();
    rows(cases);
    groups(cases);
    instances(cases);
    batches(cases);
    responses(cases);
    return cases;
  }

  /// The last `k` sizes.
  private static Shape last(Tensor x, int k) {
    int[] sizes = x.shape().toArray();
    return Shape.of(Arrays.copyOfRange(sizes, sizes.length - k, sizes.length));
  }

  private static void rows(List<GoldenCase> cases) {
    int[] axes = {1, 2, 2, 1, 1, 1, 3, 1};
    for (int i = 0; i < axes.length; i++) {
      int k = axes[i];
      double epsilon = i == 3 ? 0.5 : 1e-5;
      double more = 100 * epsilon;
      cases.add(of("layerNorm" + i, TERMS, x -> x[0].layerNorm(last(x[0], k), epsilon)));
      cases.add(of("layerNormWeight" + i, TERMS, x -> x[0].layerNorm(x[1], null, more)));
      cases.add(of("layerNormBias" + i, TERMS, x -> x[0].layerNorm(x[1], x[2], epsilon)));
      cases.add(of("rmsNorm" + i, TERMS, x -> x[0].rmsNorm(last(x[0], k), epsilon)));
      cases.add(of("rmsNormWeight" + i, TERMS, x -> x[0].rmsNorm(x[1], more)));
    }
    cases.add(of("rmsNormOfOne", TERMS, x -> x[0].rmsNorm(x[1], 0.5)));
  }

  private static void groups(List<GoldenCase> cases) {
    int[] groups = {3, 2, 1, 1, 2, 4, 2};
    for (int i = 0; i < groups.length; i++) {
      int k = groups[i];
      cases.add(of("groupNorm" + i, TERMS, x -> x[0].groupNorm(k, 1e-5)));
      cases.add(of("groupNormBias" + i, TERMS, x -> x[0].groupNorm(k, x[1], x[2], 1e-3)));
    }
  }

  private static void instances(List<GoldenCase> cases) {
    for (int i = 0; i < 5; i++) {
      cases.add(of("instanceNorm" + i, TERMS, x -> x[0].instanceNorm(1e-5)));
      cases.add(of("instanceNormBias" + i, TERMS, x -> x[0].instanceNorm(x[1], x[2], 1e-3)));
      cases.add(
          new GoldenCase("instanceNormRunning" + i, TERMS, NormalizationGoldenCases::instanceNorm));
    }
  }

  private static Mode training() {
    return Mode.training(Rng.of(0));
  }

  private static Mode evaluation() {
    return Mode.inference().withGradients(true);
  }

  private static Outcome instanceNorm(Tensor[] x) {
    Tensor ones = x[2].stopGradient().onesLike();
    int c = ones.size(0);
    Parameter weight = Parameter.of(x[2]);
    Parameter bias = Parameter.of(x[3]);
    Buffer mean = Buffer.of(ones.zerosLike());
    Buffer variance = Buffer.of(ones);
    Buffer batches = Buffer.of(Tensors.zeros(DType.INT64));
    Layer layer =
        switch (x[0].rank()) {
          case 3 -> new InstanceNorm1d(c, weight, bias, mean, variance, batches, 0.3, 1e-5);
          case 4 -> new InstanceNorm2d(c, weight, bias, mean, variance, batches, 0.3, 1e-5);
          default -> new InstanceNorm3d(c, weight, bias, mean, variance, batches, 0.3, 1e-5);
        };
    Tensor[] outputs = {
      layer.forward(x[0], training()),
      layer.forward(x[1], training()),
      layer.forward(x[0], evaluation()),
      mean.tensor(),
      variance.tensor()
    };
    return new Outcome(outputs, new Differentiable[] {x[0], x[1], weight, bias});
  }

  private static void batches(List<GoldenCase> cases) {
    for (int i = 0; i < 6; i++) {
      cases.add(several("batchNormPlain" + i, TERMS, x -> batchNorm(x, builder(x[0]))));
      cases.add(
          several(
              "batchNormAverage" + i,
              TERMS,
              x -> batchNorm(x, builder(x[0]).withCumulativeAverage())));
      cases.add(
          several(
              "batchNormUntracked" + i,
              TERMS,
              x -> batchNorm(x, builder(x[0]).withoutRunningStatistics().withEpsilon(1e-3))));
    }
  }

  private static ChannelNormBuilder<? extends BatchNorm> builder(Tensor x) {
    int c = x.size(1);
    return switch (x.rank()) {
      case 2, 3 -> BatchNorm1d.of(c).withoutAffine();
      case 4 -> BatchNorm2d.of(c).withoutAffine();
      default -> BatchNorm3d.of(c).withoutAffine();
    };
  }

  /// Two training batches, a third in evaluation, and the running statistics, if there are any.
  private static Tensor[] batchNorm(Tensor[] x, ChannelNormBuilder<? extends BatchNorm> builder) {
    ChannelNorm layer = (ChannelNorm) Precision.of(x[0].dtype(), builder.create());
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(layer.forward(x[0], training()));
    outputs.add(layer.forward(x[1], training()));
    outputs.add(layer.forward(x[2], evaluation()));
    if (layer.runningMean() != null) {
      outputs.add(Objects.requireNonNull(layer.runningMean()).tensor());
      outputs.add(Objects.requireNonNull(layer.runningVar()).tensor());
    }
    return outputs.toArray(new Tensor[0]);
  }

  private static void responses(List<GoldenCase> cases) {
    cases.add(of("localResponse0", 10, x -> x[0].localResponseNorm(3, 1e-4, 0.75, 1)));
    cases.add(of("localResponse1", 10, x -> x[0].localResponseNorm(2, 0.1, 0.5, 2)));
    cases.add(of("localResponse2", 10, x -> x[0].localResponseNorm(5, 1, 1.5, 1)));
    cases.add(of("localResponse3", 10, x -> x[0].localResponseNorm(1, 1, 0.75, 1)));
    cases.add(of("localResponse4", 10, x -> x[0].localResponseNorm(4, 0.5, 0.75, 1)));
  }
}
