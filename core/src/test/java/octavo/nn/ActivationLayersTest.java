package octavo.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import octavo.random.Rng;
import octavo.tensor.GluKind;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ActivationLayersTest {
  private final Rng rng = Rng.of(7);
  private final Tensor x = RandomTensors.normal(rng, 2, 6);

  @Test
  void layersAreTheirFunctions() {
    Map<Layer, Tensor> layers = new LinkedHashMap<>();
    layers.put(new Elu(), x.elu(1));
    layers.put(new Elu(0.5), x.elu(0.5));
    layers.put(new Celu(), x.celu(1));
    layers.put(new Selu(), x.selu());
    layers.put(new LeakyRelu(), x.leakyRelu(0.01));
    layers.put(new Mish(), x.mish());
    layers.put(new Silu(), x.silu());
    layers.put(new HardSwish(), x.hardSwish());
    layers.put(new HardSigmoid(), x.hardSigmoid());
    layers.put(new HardTanh(), x.hardTanh(-1, 1));
    layers.put(new HardShrink(), x.hardShrink(0.5));
    layers.put(new SoftShrink(), x.softShrink(0.5));
    layers.put(new Softplus(), x.softplus(1, 20));
    layers.put(new Softplus().withBeta(2).withThreshold(1), x.softplus(2, 1));
    layers.put(new Softsign(), x.softsign());
    layers.put(new SquaredRelu(), x.squaredRelu());
    layers.put(new LogSigmoid(), x.logSigmoid());
    layers.put(new TanhShrink(), x.tanhShrink());
    layers.put(new Threshold(0.1, 2), x.threshold(0.1, 2));
    layers.put(new Glu(), x.glu(-1));
    layers.put(new Glu().withAxis(0).withKind(GluKind.REGLU), x.glu(0, GluKind.REGLU));
    layers.put(new Maxout(3), x.maxout(3, -1));
    layers.put(new Maxout(2, 0), x.maxout(2, 0));
    layers.put(new RRelu(), x.rrelu(1 / 8.0, 1 / 3.0));
    layers.put(new Gelu(), x.gelu());
    layers.put(new Gelu(Gelu.Form.TANH), x.geluTanh());
    layers.put(new Gelu(Gelu.Form.SIGMOID), x.geluSigmoid());
    layers.put(PRelu.create(), x.leakyRelu(0.25));
    layers.put(PRelu.create(6, 0.5), x.leakyRelu(0.5));
    layers.put(Swish.create(), x.swish(Tensor.ones(1)));
    layers.forEach((layer, y) -> assertThat(layer.forward(x)).as("%s", layer).isEqualTo(y));
  }

  @Test
  void slopesAreDrawnInTrainingOnly() {
    RRelu layer = new RRelu(0.1, 0.3);
    assertThat(layer.forward(x, Mode.training(Rng.of(2))))
        .isEqualTo(x.rrelu(0.1, 0.3, Rng.of(2)))
        .isNotEqualTo(layer.forward(x));
  }

  @Test
  void learnedNumbersHavePyTorchsNames() {
    assertThat(PRelu.create(3).parameters().keySet()).containsExactly("weight");
    assertThat(GatedFeedForward.of(4, 6).create(rng).parameters().keySet())
        .containsExactly("gate.weight", "up.weight", "down.weight");
    assertThat(FeedForward.of(4, 6).create(rng).parameters().keySet())
        .containsExactly("up.weight", "up.bias", "down.weight", "down.bias");
  }

  @Test
  void gatedLayersHaveAsManyParametersAsPlainOnes() {
    FeedForward plain = FeedForward.of(12, 48).withoutBias().create(rng);
    GatedFeedForward gated = GatedFeedForward.likePlain(12, 48).create(rng);
    assertThat(gated.parameterCount()).isEqualTo(plain.parameterCount()).isEqualTo(2 * 12 * 48);
    GatedFeedForward.Options large = GatedFeedForward.likePlain(768, 3072);
    assertThat(large.hidden()).isEqualTo(2048);
    assertThat(3L * large.features() * large.hidden()).isEqualTo(2L * 768 * 3072);
    assertThat(GatedFeedForward.of(4, 6).withBiases().create(rng).parameterCount())
        .isEqualTo(3 * 24 + 6 + 6 + 4);
  }

  @Test
  void feedForwardsAreTheirFormulas() {
    Tensor rows = RandomTensors.normal(rng, 2, 3, 4);
    for (GluKind kind : GluKind.values()) {
      GatedFeedForward layer = GatedFeedForward.of(4, 6).withKind(kind).create(rng);
      Tensor hidden = kind.apply(layer.up().forward(rows), layer.gate().forward(rows));
      assertThat(layer.forward(rows)).isEqualTo(layer.down().forward(hidden));
      assertThat(layer.forward(rows).shape()).isEqualTo(rows.shape());
    }
    FeedForward plain = FeedForward.of(4, 6).withActivation(new SquaredRelu()).create(rng);
    assertThat(plain.forward(rows))
        .isEqualTo(plain.down().forward(plain.up().forward(rows).squaredRelu()));
  }

  /// The mean of a layer's 32768 numbers is off by 1/√32768 = 0.006 in each layer, and the map of
  /// (mean, variance) contracts; its fixed point is (0, 1).
  @Test
  void seluKeepsMeanAndVarianceThroughAHundredLayers() {
    Tensor y = RandomTensors.normal(rng, 128, 256);
    Initializer lecun = Initializer.kaimingNormal(1);
    for (int i = 0; i < 100; i++) {
      y = y.linear(lecun.create(rng, Shape.of(256, 256)), null).selu();
    }
    assertThat(y.mean().item()).isBetween(-0.1, 0.1);
    assertThat(y.populationVariance().item()).isBetween(0.8, 1.2);
  }

  @Test
  void wrongOptionsAreRefused() {
    refused(() -> new Elu(Double.NaN), "Elu: alpha must be finite, but is NaN.");
    refused(() -> new Celu(0), "Celu: alpha must be positive and finite, but is 0.0.");
    refused(
        () -> new LeakyRelu(Double.POSITIVE_INFINITY),
        "LeakyRelu: slope must be finite, but is Infinity.");
    refused(() -> new HardShrink(-1), "HardShrink: lambda must not be negative, but is -1.0.");
    refused(() -> new SoftShrink(-1), "SoftShrink: lambda must not be negative, but is -1.0.");
    refused(
        () -> new HardTanh(2, 1),
        "HardTanh: min must be less than max, but min is 2.0 and max is 1.0.");
    refused(
        () -> new Softplus().withBeta(0),
        "Softplus: beta must be positive and finite and the threshold a number, but beta is 0.0 and the threshold is 20.0.");
    refused(
        () -> new Threshold(Double.NaN, 0),
        "Threshold: threshold and value must be numbers, but threshold is NaN and value is 0.0.");
    refused(() -> PRelu.create(0), "PRelu: channels must be positive, but is 0.");
    refused(
        () -> new RRelu(1, 0),
        "RRelu: lower must not exceed upper and both be finite, but lower is 1.0 and upper is 0.0.");
    refused(() -> new Maxout(0), "Maxout: pieces must be at least 1, but is 0.");
    refused(
        () -> FeedForward.of(4, 0),
        "FeedForward: sizes must be positive, but features is 4 and hidden is 0.");
    refused(
        () -> GatedFeedForward.of(0, 4),
        "GatedFeedForward: sizes must be positive, but features is 0 and hidden is 4.");
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }
}
