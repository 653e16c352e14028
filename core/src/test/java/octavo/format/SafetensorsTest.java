package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import octavo.plot.PngEncoder;
import octavo.storage.BoolStorage;
import octavo.storage.DType;
import octavo.storage.DoubleStorage;
import octavo.storage.FloatStorage;
import octavo.storage.LongStorage;
import octavo.storage.Storage;
import octavo.storage.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  @TempDir private Path folder;

  static Path resource(String name) {
    try {
      return Path.of(SafetensorsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /// Shortens a file.
  static void cut(Path file, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private static StoredArray floats(int[] shape, float... values) {
    return new StoredArray(shape, new FloatStorage(values));
  }

  private static Safetensors.Content small() {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    arrays.put("flag", new StoredArray(new int[] {3}, new BoolStorage(new byte[] {1, 0, 1})));
    arrays.put("weight", floats(new int[] {2, 2}, 1, -2.5f, Float.NaN, Float.MIN_VALUE));
    arrays.put("é \"q\"", new StoredArray(new int[0], new LongStorage(new long[] {-1})));
    return new Safetensors.Content(arrays, Map.of("note", "two\nlines"));
  }

  private static void assertSame(Safetensors.Content found, Safetensors.Content expected) {
    assertThat(found.metadata()).isEqualTo(expected.metadata());
    assertThat(found.arrays().keySet()).containsExactlyElementsOf(expected.arrays().keySet());
    expected
        .arrays()
        .forEach((name, array) -> {
          StoredArray other = found.array(name);
          assertThat(other.shape()).isEqualTo(array.shape());
          assertThat(other.dtype()).isEqualTo(array.dtype());
          for (int i = 0; i < array.storage().length(); i++) {
            assertThat(other.storage().getLong(i)).isEqualTo(array.storage().getLong(i));
            assertThat(Double.doubleToRawLongBits(other.storage().getDouble(i)))
                .isEqualTo(Double.doubleToRawLongBits(array.storage().getDouble(i)));
          }
        });
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("new/folder/a.safetensors");
    Safetensors.write(file, small());
    assertSame(Safetensors.read(file), small());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void keepsEveryElementType(DType dtype) throws IOException {
    int length = 1 << 18; // several chunks of the widest type
    Storage storage = Storage.allocate(dtype, length + 3);
    for (int i = 0; i < storage.length(); i++) {
      storage.setDouble(i, dtype.isFloating() ? i % 1000 / 8.0 : i % 100);
    }
    Safetensors.Content content =
        new Safetensors.Content(
            Map.of("x", new StoredArray(new int[] {length + 3}, storage)), Map.of());
    Path file = folder.resolve("a");
    Safetensors.write(file, content);
    Storage found = Safetensors.read(file).array("x").storage();
    assertThat(found.dtype()).isEqualTo(dtype);
    for (int i = 0; i < found.length(); i++) {
      if (found.getDouble(i) != storage.getDouble(i)) {
        throw new AssertionError("element " + i);
      }
    }
  }

  @Test
  void writesTheSameBytesForTheSameContent() throws IOException {
    Safetensors.write(folder.resolve("a"), small());
    Safetensors.write(folder.resolve("b"), small());
    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void alignsEveryArrayToItsElements() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, small());
    byte[] bytes = Files.readAllBytes(file);
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(new String(bytes, 8, header, StandardCharsets.UTF_8))
        .contains("\"flag\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[24,27]}")
        .contains("\"weight\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[8,24]}")
        .contains("{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}");
  }

  @Test
  void readsAFileLaidOutByHand() throws IOException {
    Safetensors.Content content = Safetensors.read(resource("golden.safetensors"));
    assertThat(content.metadata()).containsExactly(Map.entry("made by", "hand"));
    assertThat(content.arrays().keySet()).containsExactly("flag", "weight", "step", "none");
    assertThat(((FloatStorage) content.array("weight").storage()).array())
        .containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
    assertThat(((BoolStorage) content.array("flag").storage()).array()).containsExactly(1, 0, 1);
    assertThat(content.array("step").storage().getLong(0)).isEqualTo(-5);
    assertThat(content.array("step").shape()).isEmpty();
    assertThat(content.array("none").shape()).containsExactly(0, 4);
    assertThatThrownBy(() -> content.array("wait"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors: the name must be one of [flag, weight, step, none], but is 'wait'.");
  }

  @Test
  void refusesAFileCutOffAtAnyByte() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, small());
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut");
    Files.write(cut, bytes);
    for (int length = bytes.length - 1; length >= 0; length--) {
      cut(cut, length);
      assertThatThrownBy(() -> Safetensors.read(cut))
          .as("cut at %d", length)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(cut + ": at byte ");
    }
  }

  @Test
  void findsEverySingleChangedBit() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, small());
    byte[] bytes = Files.readAllBytes(file);
    Path changed = folder.resolve("changed");
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(changed, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      assertThatThrownBy(() -> Safetensors.read(changed))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isInstanceOf(FormatException.class);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  /// Files without a checksum: whatever is read must be consistent, everything else refused.
  @Test
  void survivesRandomChanges() throws IOException {
    byte[] original = Files.readAllBytes(resource("golden.safetensors"));
    Random random = new Random(17);
    Path changed = folder.resolve("changed");
    byte[] tokens = "[]{},:\"0123456789-eE.".getBytes(StandardCharsets.US_ASCII);
    int read = 0;
    for (int round = 0; round < 1500; round++) {
      byte[] bytes = original.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : tokens[random.nextInt(tokens.length)];
      }
      Files.write(changed, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        Safetensors.read(changed).arrays().values().forEach(StoredArray::dtype);
        read++;
      } catch (FormatException expected) {
        assertThat(expected).hasMessageContaining("expected");
      }
    }
    assertThat(read).isBetween(1, 1300); // changes of the numbers alone cannot be seen
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "F32|[3]|[0,8]|12 bytes for 'x' within the 8 bytes of numbers, but found data_offsets"
            + " [0,8].",
        "F32|[2]|[8,16]|8 bytes for 'x' within the 8 bytes of numbers, but found data_offsets"
            + " [8,16].",
        "F32|[2]|[-8,0]|8 bytes for 'x' within the 8 bytes of numbers",
        "F32|[1]|[4,8]|arrays without gap or overlap, but found x at 4.",
        "F32|[1]|[0,4]|the end of the file, but found 4 more bytes.",
        "F32|[65536,65536]|[0,8]|a shape of 'x' with at most 2^31 - 1 elements, but found"
            + " [65536,65536].",
        "F32|[4294967296,4294967296]|[0,8]|a shape of 'x' with at most 2^31 - 1 elements",
        "F32|[99999999999999999999]|[0,8]|a shape of 'x' with at most 2^31 - 1 elements",
        "F32|[-1]|[0,8]|a shape of 'x' with at most 2^31 - 1 elements, but found [-1].",
        "F32|[2.0]|[0,8]|a shape of 'x' with at most 2^31 - 1 elements, but found [2.0].",
        "F32|[1073741824]|[0,4294967296]|4294967296 bytes for 'x' within the 8 bytes of numbers",
        "C64|[1]|[0,8]|one of the types [BF16, BOOL, F16, F32, F64, I64, I8, U8] for 'x', but found"
            + " C64.",
        "F32|2|[0,8]|dtype, shape and data_offsets of 'x', but found",
        "F32|[2]|[0]|dtype, shape and data_offsets of 'x', but found",
      })
  void refusesWrongClaimsBeforeAllocating(String dtype, String shape, String offsets, String text)
      throws IOException {
    String entry =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(dtype, shape, offsets);
    refused(entry, new byte[8], text);
  }

  private void refused(String header, byte[] data, String text) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    Path file = folder.resolve("bad");
    Files.write(file, bytes.array());
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(text);
  }

  @Test
  void refusesWrongHeaders() throws IOException {
    String entry = "\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}";
    refused("{" + entry + "," + entry + "}", new byte[1], "a key that has not occurred before");
    refused("[1]", new byte[1], "a header that begins with '{'");
    refused(" {" + entry + "}", new byte[1], "a header that begins with '{'");
    refused("{\"x\":null}", new byte[1], "an object as 'x' of the header, but found null");
    refused("{\"__metadata__\":{\"a\":1}}", new byte[0], "metadata 'a' as text, but found 1.");
    refused("{\"__metadata__\":[]}", new byte[0], "metadata as an object, but found [].");
    refused(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}",
        new byte[3],
        "arrays without gap or overlap, but found b at 1.");
    refused(
        "{\"x\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        new byte[] {1, 2},
        "0 or 1 as element 1 of 'x', but found 2.");
    Path file = folder.resolve("bad");
    Files.write(file, new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            file
                + ": at byte 0: expected a header length from 2 to 2, but found 3. The file is"
                + " damaged or was cut off: copy it again or go back to an earlier one.");
  }

  private void isNoSafetensors(byte[] bytes, String found) throws IOException {
    Path file = folder.resolve("other");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": at byte 0: expected a safetensors file, but found "
                + found
                + ". Is the name right? If it is, the file is damaged.");
  }

  @Test
  void filesOfOtherKindsAreCalledSo() throws IOException {
    isNoSafetensors(PngEncoder.encode(new byte[4], 2, 2, 1), "a PNG file");
    isNoSafetensors("Call me Ishmael.\n".getBytes(StandardCharsets.UTF_8), "text");
    isNoSafetensors(
        "PK\3\4\24\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
        "a ZIP archive, as PyTorch and NumPy write them");
    isNoSafetensors(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0}, "other bytes");
    isNoSafetensors(new byte[] {0, 0, 0, 6, 0, 0, 0, 0, 0, 0}, "other bytes");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("none")
                + ": expected a safetensors file, but found no file of that name. Is the"
                + " name right?");
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("no/file")))
        .hasMessageContaining(
            "The folder " + folder.resolve("no") + " does not exist either. Is the path right?");
    assertThatThrownBy(() -> Safetensors.read(Path.of("")))
        .hasMessage("'': expected a safetensors file, but found an empty name.");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void saysThatADeviceIsNoFile() {
    assertThatThrownBy(() -> Safetensors.read(Path.of("/dev/null")))
        .hasMessage(
            "/dev/null: expected a safetensors file, but found a pipe or device. Write what it gives"
                + " to a file first.");
  }

  @Test
  void keepsItsOwnNamesToItself() {
    Map<String, StoredArray> reserved = Map.of("__metadata__", floats(new int[] {1}, 1));
    assertThatThrownBy(() -> new Safetensors.Content(reserved, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Safetensors: the format keeps the name '__metadata__' for itself, but an array has"
                + " it. Choose another name.");
    assertThatThrownBy(() -> new Safetensors.Content(Map.of(), Map.of("octavo.crc32c", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are set by the writer, but the metadata has one. Leave it out.");
  }

  @Test
  void checksShapesOfArrays() {
    assertThatThrownBy(() -> floats(new int[] {2, 2}, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "StoredArray: the shape must have as many elements as the storage, but [2, 2] has 4 and"
                + " the storage 3.");
    assertThatThrownBy(() -> floats(new int[] {1 << 30, 1 << 30, 1 << 4}))
        .hasMessageContaining("has too many and the storage 0.");
    assertThatThrownBy(() -> floats(new int[] {-1}))
        .hasMessage("StoredArray: sizes must not be negative, but the shape is [-1].");
    assertThat(new StoredArray(new int[] {0, 5}, new DoubleStorage(new double[0])).dtype())
        .isEqualTo(DType.FLOAT64);
  }

  @Test
  void takesTheNumbersOfAView() {
    FloatStorage four = new FloatStorage(new float[] {1, 2, 3, 4});
    int[] two = {2};
    assertThat(StoredArray.of(View.of(four, 4)).storage()).isSameAs(four);
    StoredArray last = StoredArray.of(new View(four, 2, two, new int[] {1}));
    assertThat(((FloatStorage) last.storage()).array()).containsExactly(3, 4);
    View nothing =
        new View(new FloatStorage(new float[0]), 14, new int[] {3, 0}, new int[] {-5, 1});
    assertThat(StoredArray.of(nothing).storage().length()).isZero(); // as flips leave it
    assertThatThrownBy(() -> StoredArray.of(new View(four, 0, two, new int[] {2})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "StoredArray: the view must be row-major, but its sizes are [2] and its strides [2]."
                + " Take x.contiguous().view().");
  }

  @Test
  void writesNothingForNoArrays() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, new Safetensors.Content(Map.of(), Map.of()));
    assertThat(Safetensors.read(file).arrays()).isEmpty();
    assertThat(List.of(folder.toFile().list())).containsExactly("a");
  }
}
