package octavo.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import octavo.analysis.NetworkGraph;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A network that is looked at and the input that it is looked at with.
final class ModelArgument {
  static final String MODELS =
      "A model or checkpoint of 'octavo train', or one of the library's own with random weights: lenet, mlp,"
          + " vgg16, resnet18, resnet34, resnet50, mobilenet-v2, unet, fcn, gpt, lstm, gaussian-vae, gumbel-vae.";

  private static final int[] RANKS = IntStream.rangeClosed(1, 6).toArray();

  /// Tokens are below this number; that of the smallest vocabulary.
  private static final int VOCABULARY = 65;

  @Parameters(paramLabel = "MODEL", showDefaultValue = Visibility.NEVER, description = MODELS)
  private String given = "";

  @Option(
      names = "--input",
      paramLabel = "SIZES",
      description =
          "The shape of its input, such as 1x3x224x224. Default: what the model is made for.")
  private @Nullable String input;

  /// The name or the file.
  String given() {
    return given;
  }

  /// Whether a shape is given.
  boolean isSized() {
    return input != null;
  }

  Models.Opened open() throws IOException {
    return Models.open(given);
  }

  private String sizes(Models.Opened model) {
    String usual = model.kind().input();
    return input == null ? usual : input;
  }

  private int[] shape(Models.Opened model) {
    return OptionChecks.sizes(
        "--input",
        "positive sizes with an x between them, such as " + model.kind().input(),
        sizes(model),
        1,
        RANKS);
  }

  /// Random numbers of the input's kind and shape.
  Tensor sample(Models.Opened model) {
    Rng rng = Rng.of(0).split("input");
    int[] shape = shape(model);
    try {
      return model.kind().takes() == BuiltIn.Takes.TOKENS
          ? RandomTensors.integers(rng, 0, VOCABULARY, shape)
          : RandomTensors.normal(rng, shape);
    } catch (IllegalArgumentException e) { // more numbers than a tensor holds
      throw new Main.WrongUse("--input: " + e.getMessage());
    }
  }

  /// The graph for an input of that shape.
  NetworkGraph trace(Models.Opened model) {
    Tensor sample = sample(model);
    try {
      return NetworkGraph.of(model.layer(), sample);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused(model, sample, e);
    }
  }

  /// A network that does not take the input.
  Main.WrongUse refused(Models.Opened model, Tensor sample, RuntimeException e) {
    return new Main.WrongUse(
        "%s does not take an input of %s: %s Its usual input is --input %s."
            .formatted(
                given,
                Arrays.toString(sample.shape().toArray()),
                e.getMessage(),
                model.kind().input()));
  }
}
