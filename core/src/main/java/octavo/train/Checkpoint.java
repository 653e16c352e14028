package octavo.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import octavo.format.FormatException;
import octavo.format.Json;
import octavo.format.Safetensors;
import octavo.format.StoredArray;
import octavo.nn.Layer;
import octavo.optim.Optimizer;
import octavo.random.Rng;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// Everything a training needs to go on to the same bits: weights, optimizer, random stream, place
/// in the data, results so far and the settings it was started with.
///
/// @param model the network's state
/// @param optimizer the optimizer's state; empty in a file of the model alone
/// @param others the state of what else takes part, such as a running average, by dotted names
/// @param cursor where the training is
/// @param settings what the training was started with, as text
public record Checkpoint(
    Map<String, Tensor> model,
    Map<String, Tensor> optimizer,
    Map<String, Tensor> others,
    Cursor cursor,
    Map<String, String> settings) {
  /// A checkpoint of a training in which nothing else takes part.
  public Checkpoint(
      Map<String, Tensor> model,
      Map<String, Tensor> optimizer,
      Cursor cursor,
      Map<String, String> settings) {
    this(model, optimizer, Map.of(), cursor, settings);
  }

  /// Where a training is.
  ///
  /// @param epoch epochs done
  /// @param batch batches done of the epoch under way
  /// @param step steps done in all
  /// @param lossSum the sum of the losses of the epoch under way
  /// @param right examples classified right in the epoch under way
  /// @param seen examples seen in the epoch under way
  /// @param rng the random stream
  /// @param history the results of the epochs done
  public record Cursor(
      int epoch,
      int batch,
      long step,
      double lossSum,
      long right,
      long seen,
      Rng.State rng,
      List<EpochResult> history) {
    /// The very beginning.
    public static Cursor start(Rng.State rng) {
      return new Cursor(0, 0, 0, 0, 0, 0, rng, List.of());
    }
  }

  /// The state of a training.
  public static Checkpoint of(
      Layer model, Optimizer optimizer, Cursor cursor, Map<String, String> settings) {
    return new Checkpoint(model.state(), optimizer.state(), cursor, settings);
  }

  /// Writes the checkpoint; the previous file is replaced only by a whole new one.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public void write(Path file) throws IOException {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    model.forEach((name, tensor) -> arrays.put("model." + name, stored(tensor)));
    optimizer.forEach((name, tensor) -> arrays.put("optimizer." + name, stored(tensor)));
    others.forEach((name, tensor) -> arrays.put("others." + name, stored(tensor)));
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("octavo.cursor", CursorText.write(cursor));
    metadata.put("octavo.settings", Json.write(settings));
    Safetensors.write(file, new Safetensors.Content(arrays, metadata));
  }

  /// Writes the network alone, under its own parameter names.
  ///
  /// @throws IOException if it cannot be written; the previous file is unchanged then
  public static void writeModel(Path file, Layer model, Map<String, String> settings)
      throws IOException {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    model.state().forEach((name, tensor) -> arrays.put(name, stored(tensor)));
    Map<String, String> metadata = Map.of("octavo.settings", Json.write(settings));
    Safetensors.write(file, new Safetensors.Content(arrays, metadata));
  }

  private static StoredArray stored(Tensor tensor) {
    return StoredArray.of(tensor.stopGradient().contiguous().view());
  }

  /// Reads a checkpoint.
  ///
  /// @throws FormatException if the file is damaged or no checkpoint
  /// @throws IOException if it cannot be read
  public static Checkpoint read(Path file) throws IOException {
    Safetensors.Content content = Safetensors.read(file);
    Map<String, String> metadata = content.metadata();
    String cursor = metadata.get("octavo.cursor");
    if (cursor == null) {
      throw new FormatException(
          file.toString(), 8, "the metadata of a checkpoint", "a file of weights alone");
    }
    Map<String, Tensor> model = new LinkedHashMap<>();
    Map<String, Tensor> optimizer = new LinkedHashMap<>();
    Map<String, Tensor> others = new LinkedHashMap<>();
    content
        .arrays()
        .forEach((name, array) -> {
          Tensor tensor = Tensor.over(Shape.of(array.shape()), array.storage());
          if (name.startsWith("model.")) {
            model.put(name.substring("model.".length()), tensor);
          } else if (name.startsWith("optimizer.")) {
            optimizer.put(name.substring("optimizer.".length()), tensor);
          } else if (name.startsWith("others.")) {
            others.put(name.substring("others.".length()), tensor);
          }
        });
    return new Checkpoint(
        model,
        optimizer,
        others,
        CursorText.read(cursor, file.toString()),
        settings(metadata, file));
  }

  /// A network's weights and settings from a file.
  ///
  /// @param state the network's state
  /// @param settings what it was trained with, as text; empty in files of other programs
  public record Weights(Map<String, Tensor> state, Map<String, String> settings) {
    /// Reads the weights of a model file or of a checkpoint.
    ///
    /// @throws FormatException if the file is damaged
    /// @throws IOException if it cannot be read
    public static Weights read(Path file) throws IOException {
      Safetensors.Content content = Safetensors.read(file);
      boolean checkpoint = content.metadata().containsKey("octavo.cursor");
      String prefix = checkpoint ? "model." : "";
      Map<String, Tensor> state = new LinkedHashMap<>();
      content
          .arrays()
          .forEach((name, array) -> {
            if (name.startsWith(prefix)) {
              state.put(
                  name.substring(prefix.length()),
                  Tensor.over(Shape.of(array.shape()), array.storage()));
            }
          });
      return new Weights(state, Checkpoint.settings(content.metadata(), file));
    }
  }

  private static Map<String, String> settings(Map<String, String> metadata, Path file)
      throws FormatException {
    Map<String, String> settings = new LinkedHashMap<>();
    String text = metadata.getOrDefault("octavo.settings", "{}");
    if (Json.parse(text, file.toString()) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
    }
    return settings;
  }
}
