package octavo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import octavo.nn.Layer;
import octavo.random.Rng;
import octavo.train.Checkpoint;

/// The networks by name, and networks from files.
final class Models {
  private static final String SUFFIX = ".safetensors";

  private Models() {}

  /// A network and what it was trained with.
  ///
  /// @param layer the network
  /// @param settings the options of its training
  record Loaded(Layer layer, Map<String, String> settings) {}

  /// A network that is looked at.
  ///
  /// @param layer the network
  /// @param kind what it is
  record Opened(Layer layer, BuiltIn kind) {}

  /// A network to train, with random weights.
  static Layer create(String name, Rng rng) {
    return find(name)
        .filter(BuiltIn::trainable)
        .orElseThrow(() ->
            new Main.WrongUse(
                "--model must be one of %s, but is '%s'.%s"
                    .formatted(
                        names(BuiltIn::trainable),
                        name,
                        find(name).isPresent()
                            ? " That one can only be looked at: octavo inspect " + name + "."
                            : "")))
        .make()
        .apply(rng);
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

  /// The network of a file, or one that comes with the library, with random weights.
  static Opened open(String given) throws IOException {
    Optional<BuiltIn> known = find(given);
    if (known.isPresent()) {
      return new Opened(known.get().make().apply(Rng.of(0)), known.get());
    }
    Path file = Path.of(given);
    boolean misspelled = !Files.exists(file) && !given.endsWith(SUFFIX) && file.getNameCount() == 1;
    if (misspelled || given.isEmpty()) {
      throw new Main.WrongUse(
          "MODEL must be a file of 'octavo train' or one of %s, but is '%s'.%s"
              .formatted(
                  names(any -> true),
                  given,
                  Suggestion.of(given, BuiltIn.ALL.stream().map(BuiltIn::name).toList())));
    }
    Loaded loaded = load(file);
    String name = loaded.settings().getOrDefault("model", "");
    return new Opened(loaded.layer(), find(name).orElseThrow());
  }

  private static Optional<BuiltIn> find(String name) {
    return BuiltIn.ALL.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  static String names(Predicate<BuiltIn> which) {
    List<BuiltIn> all = BuiltIn.ALL;
    return all.stream().filter(which).map(BuiltIn::name).collect(Collectors.joining(", "));
  }
}
