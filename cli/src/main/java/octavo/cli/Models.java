package octavo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import octavo.nn.Layer;
import octavo.nn.model.LeNet;
import octavo.nn.model.Mlp;
import octavo.random.Rng;
import octavo.train.Checkpoint;

/// The networks by name, and networks from files.
final class Models {
  static final List<String> NAMES = List.of("lenet", "mlp");
  private static final int CLASSES = 10;

  private Models() {}

  /// A network and what it was trained with.
  ///
  /// @param layer the network
  /// @param settings the options of its training
  record Loaded(Layer layer, Map<String, String> settings) {}

  static Layer create(String name, Rng rng) {
    return switch (name) {
      case "lenet" -> LeNet.create(CLASSES, rng);
      case "mlp" -> Mlp.create(28 * 28, CLASSES, rng);
      default ->
          throw new Main.WrongUse(
              "--model must be one of %s, but is '%s'.".formatted(String.join(", ", NAMES), name));
    };
  }

  static Loaded load(Path file) throws IOException {
    Checkpoint.Weights weights = Checkpoint.Weights.read(file);
    String name = weights.settings().get("model");
    if (name == null) {
      throw new Main.WrongUse(
          file + " does not say which model it holds. It must come from 'octavo train'.");
    }
    Layer layer = create(name, Rng.of(0));
    layer.load(weights.state());
    return new Loaded(layer, weights.settings());
  }
}
