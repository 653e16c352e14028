package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files `two*.npz` were written by NumPy, see `make-format-golden.py`.
class NpzTest {
  @TempDir private Path folder;

  private static Storage of(Map<String, StoredArray> arrays, String name) {
    StoredArray array = arrays.get(name);
    assertThat(array).isNotNull();
    return array == null ? new LongStorage(new long[0]) : array.storage();
  }

  private static void assertIsTwo(Map<String, StoredArray> arrays) {
    assertThat(arrays.keySet()).containsExactly("weight", "label");
    assertThat(((FloatStorage) of(arrays, "weight")).array())
        .containsExactly(-0.75f, -0.5f, -0.25f, 0, 0.25f, 0.5f);
    assertThat(((LongStorage) of(arrays, "label")).array()).containsExactly(3, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two.npz", "two-compressed.npz"})
  void readsWhatNumPyWrote(String name) throws IOException {
    assertIsTwo(Npz.read(SafetensorsTest.resource(name)));
  }

  @Test
  void readsWhatItWroteAndWritesTheSameBytes() throws IOException {
    Map<String, StoredArray> arrays = Npz.read(SafetensorsTest.resource("two.npz"));
    Npz.write(folder.resolve("a.npz"), arrays);
    Npz.write(folder.resolve("b.npz"), arrays);
    assertIsTwo(Npz.read(folder.resolve("a.npz")));
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two.npz", "two-compressed.npz"})
  void refusesOrIgnoresEveryChangedByte(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(SafetensorsTest.resource(name));
    Path changed = folder.resolve("changed.npz");
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 0x11;
      Files.write(changed, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        // what is not covered by a checksum are dates, versions and names
        Map<String, StoredArray> arrays = new LinkedHashMap<>(Npz.read(changed));
        if (arrays.containsKey("weight") && arrays.containsKey("label")) {
          assertIsTwo(arrays);
        }
      } catch (FormatException expected) {
        assertThat(expected).hasMessageContaining("expected");
      }
      bytes[at] ^= 0x11;
    }
  }

  @Test
  void refusesAFileCutOffAtAnyByte() throws IOException {
    byte[] bytes = Files.readAllBytes(SafetensorsTest.resource("two-compressed.npz"));
    Path cut = folder.resolve("cut.npz");
    Files.write(cut, bytes);
    for (int length = bytes.length - 1; length >= 0; length--) {
      SafetensorsTest.cut(cut, length);
      assertThatThrownBy(() -> Npz.read(cut)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void namesTheArrayThatIsWrong() throws IOException {
    byte[] bytes = Files.readAllBytes(SafetensorsTest.resource("two.npz"));
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("\u0093NUMPY") + 128] ^= 1; // the first number of the first array
    Path file = folder.resolve("bad.npz");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + "!weight.npy: at byte 0: expected checksum ")
        .hasMessageEndingWith("The file is damaged: copy it again.");
  }
}
