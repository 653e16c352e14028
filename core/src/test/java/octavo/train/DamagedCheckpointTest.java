package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import octavo.format.FormatException;
import octavo.format.Safetensors;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A checkpoint is read whole or not at all.
class DamagedCheckpointTest {
  private static final String DAMAGED =
      " The file is damaged or was cut off: copy it again or go back to an earlier one.";

  @TempDir private Path folder = Path.of("");

  private static Checkpoint small() {
    Layer model = Linear.of(2, 1).create(Rng.of(1));
    Optimizer optimizer = Optimizers.adam(0.1).create(model.parameters());
    return Checkpoint.of(
        model, optimizer, Checkpoint.Cursor.start(Rng.of(2).state()), Map.of("model", "linear"));
  }

  private Path good() throws IOException {
    Path file = folder.resolve("good");
    small().write(file);
    return file;
  }

  @Test
  void cutOffAnywhereItSaysWhere() throws IOException {
    byte[] whole = Files.readAllBytes(good());
    int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Path cut = folder.resolve("cut");
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      String message;
      if (length < 8) {
        message = "0: expected 8 bytes of header length, but found " + length + " bytes in all.";
      } else if (length < 8 + header) {
        message =
            "0: expected a header length from 2 to %d, but found %d.".formatted(length - 8, header);
      } else {
        message = null;
      }
      assertThatThrownBy(() -> Checkpoint.read(cut))
          .as("cut at %d", length)
          .isInstanceOf(FormatException.class)
          .message()
          .satisfies(found -> {
            if (message != null) {
              assertThat(found).isEqualTo(cut + ": at byte " + message + DAMAGED);
            } else {
              assertThat(found).startsWith(cut + ": at byte 8: expected ").endsWith(DAMAGED);
            }
          });
    }
  }

  @Test
  void aChangeOfAnyByteIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(good());
    Path changed = folder.resolve("changed");
    for (int at = 0; at < bytes.length; at++) {
      int bit = at * 8 + at % 8; // all bits of all bytes: SafetensorsTest
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(changed, bytes);
      assertThatThrownBy(() -> Checkpoint.read(changed))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(changed + ": at byte ");
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void aChangedNumberIsFoundByTheChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(good());
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String text = new String(bytes, 8, header, StandardCharsets.UTF_8);
    String expected = text.replaceAll("(?s).*octavo.crc32c\":\"([0-9a-f]{8})\".*", "$1");
    bytes[bytes.length - 1] ^= 1;
    Path file = Files.write(folder.resolve("changed"), bytes);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(FormatException.class)
        .message()
        .matches(
            "\\Q%s: at byte %d: expected checksum %s, but found \\E[0-9a-f]{8}\\Q.%s\\E"
                .formatted(file, 8 + header, expected, DAMAGED));
  }

  @Test
  void aFileOfWeightsIsNoCheckpoint() throws IOException {
    Path file = folder.resolve("model");
    Checkpoint.writeModel(file, Linear.of(2, 1).create(Rng.of(1)), Map.of());
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 8: expected the metadata of a checkpoint, but found a file of weights"
                + " alone.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"epoch\":0|\"epoch\":0.5|a whole number as 'epoch', but found 0.5.",
        "\"epoch\":0,||a whole number as 'epoch', but found none.",
        "\"history\":[]|\"history\":[1]|5 numbers as 'a result of history', but found 1.",
        "\"history\":[]|\"history\":{}|a list as 'history', but found {}.",
        "\"rng\":[|\"rng\":[0,|3 numbers as 'rng', but found",
      })
  void aCursorFromElsewhereIsNamed(String old, String other, String message) throws IOException {
    Path file = good();
    Safetensors.Content content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    metadata.computeIfPresent(
        "octavo.cursor", (key, text) -> text.replace(old, other == null ? "" : other));
    Safetensors.write(file, new Safetensors.Content(content.arrays(), metadata));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": at byte 8: expected a training cursor with " + message);
  }

  /// Sizes of the same names: the first parameter that differs is named with both shapes.
  @Test
  void anotherModelIsNamedAndChangesNothing() throws IOException {
    Path file = good();
    Layer wide = Linear.of(3, 1).create(Rng.of(1));
    Map<String, Tensor> before = new LinkedHashMap<>();
    wide.state().forEach((name, tensor) -> before.put(name, tensor.copy()));
    Map<String, Tensor> state = Checkpoint.Weights.read(file).state();
    assertThatThrownBy(() -> wide.load(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "load: the state must fit the network, but 'weight' is [1, 2] instead of [1, 3]. Is it"
                + " from another model?");
    assertThat(wide.state()).isEqualTo(before);
  }

  @Test
  void aFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path target = file.resolve("checkpoint");
    Fixtures.Run run = Fixtures.run(1, 1e-3);
    Trainer trainer = run.trainer().withCheckpoints(target, 1e9, Map.of()).build();
    assertThatThrownBy(() -> trainer.run(1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "%s cannot be written: %s is a file, not a folder. The previous file, if there was one, is unchanged; choose a folder that can be written to."
                .formatted(target, file));
    assertThat(file).hasContent("precious");
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThatThrownBy(() -> small().write(taken))
        .hasMessage(taken + " cannot be written: it is a folder. Name a file in it.");
  }
}
