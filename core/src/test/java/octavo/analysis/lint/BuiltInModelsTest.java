package octavo.analysis.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import octavo.data.DataLoader;
import octavo.data.TensorDataset;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.nn.model.Fcn;
import octavo.nn.model.GaussianVae;
import octavo.nn.model.Gpt;
import octavo.nn.model.GumbelVae;
import octavo.nn.model.LeNet;
import octavo.nn.model.LstmClassifier;
import octavo.nn.model.Mlp;
import octavo.nn.model.MobileNetV2;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.nn.model.Vgg16;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.ParameterGroups;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing is found in the networks that come with the library.
class BuiltInModelsTest {
  static Stream<Arguments> models() {
    Rng rng = Rng.of(1);
    Tensor picture = RandomTensors.normal(rng, 1, 3, 64, 64);
    Tensor digit = RandomTensors.normal(rng, 2, 1, 28, 28);
    Tensor tokens = RandomTensors.integers(rng, 0, 11, 2, 8);
    return Stream.of(
        Arguments.of("lenet", LeNet.create(10, rng), digit),
        Arguments.of("mlp", Mlp.create(784, 10, rng), digit),
        Arguments.of("resnet18", ResNet.resnet18(10).withWidth(8).create(rng), picture),
        Arguments.of("resnet34", ResNet.resnet34(10).withWidth(8).create(rng), picture),
        Arguments.of("resnet50", ResNet.resnet50(10).withWidth(8).create(rng), picture),
        Arguments.of("mobilenet-v2", MobileNetV2.of(10).withWidth(0.25).create(rng), picture),
        Arguments.of("vgg16", Vgg16.of(10).withWidth(8).withHidden(32).create(rng), picture),
        Arguments.of("unet", UNet.of(3, 2).withWidth(4).create(rng), picture),
        Arguments.of("fcn", Fcn.over(Fcn.Backbone.small(3, 4, rng), 2, rng), picture),
        Arguments.of(
            "gpt", Gpt.of(11, 8).withWidth(16).withHeads(2).withBlocks(2).create(rng), tokens),
        Arguments.of(
            "lstm", LstmClassifier.create(3, 8, 4, rng), RandomTensors.normal(rng, 2, 5, 3)),
        Arguments.of("gaussian-vae", GaussianVae.of(784).create(rng), digit),
        Arguments.of("gumbel-vae", GumbelVae.of(28, 28).create(rng), digit));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void nothingIsFound(String name, Layer model, Tensor sample) {
    LintReport report = Lint.of(model, sample);
    assertThat(report.findings()).as(report.toString()).isEmpty();
  }

  static Stream<Arguments> classifiers() {
    Rng rng = Rng.of(2);
    Tensor pictures = RandomTensors.normal(rng, 33, 3, 32, 32);
    Tensor digits = RandomTensors.uniform(rng, 0, 1, 33, 1, 28, 28);
    return Stream.of(
        Arguments.of("lenet", LeNet.create(10, rng), digits),
        Arguments.of("mlp", Mlp.create(784, 10, rng), digits),
        Arguments.of("resnet18", ResNet.resnet18(10).withWidth(8).create(rng), pictures),
        Arguments.of("mobilenet-v2", MobileNetV2.of(10).withWidth(0.25).create(rng), pictures),
        Arguments.of("vgg16", Vgg16.of(10).withWidth(8).withHidden(64).create(rng), pictures));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("classifiers")
  void nothingIsFoundInASoundTraining(String name, Layer model, Tensor inputs) {
    Tensor labels = RandomTensors.integers(Rng.of(3), 0, 10, inputs.size(0));
    DataLoader batches =
        DataLoader.shuffled(new TensorDataset(inputs, labels), 32, Rng.of(4)).dropLast();
    Optimizer optimizer =
        ParameterGroups.decayingMatrices(model.parameters(), Optimizers.adamW(1e-3));
    // pictures of 32×32 are smaller at the end than a kernel
    LintReport report =
        Lint.rules()
            .without("idle-taps")
            .check(
                Training.of(model, batches).withLoss(CrossEntropy.mean()).withOptimizer(optimizer));
    assertThat(report.findings()).as(report.toString()).isEmpty();
    assertThat(report.unchecked()).isEmpty();
  }
}
