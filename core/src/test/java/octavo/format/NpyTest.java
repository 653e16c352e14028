package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import octavo.storage.DType;
import octavo.storage.HalfStorage;
import octavo.storage.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files `*.npy` were written by NumPy, see `make-format-golden.py`.
class NpyTest {
  @TempDir private Path folder;

  private static Path golden(String name) {
    return SafetensorsTest.resource(name + ".npy");
  }

  private static double[] values(StoredArray array) {
    return IntStream.range(0, array.storage().length())
        .mapToDouble(array.storage()::getDouble)
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "f4, FLOAT32, 0.25, 0",
    "f4-big, FLOAT32, 0.25, 0",
    "f8, FLOAT64, 0.25, 0",
    "f8-fortran, FLOAT64, 0.25, 0",
    "f2, FLOAT16, 0.25, 0",
    "version2, FLOAT32, 0.25, 0",
    "version3, FLOAT32, 0.25, 0",
    "i8, INT64, 1, 0",
    "i4-big, INT64, 1, 0",
    "i2, INT64, 1, 0",
    "i1, INT8, 1, 0",
    "u1, UINT8, 1, 3",
    "u2-big, INT64, 1, 65530",
    "u4, INT64, 1, 4294967293",
  })
  void readsWhatNumPyWrote(String name, DType dtype, double scale, double shift)
      throws IOException {
    StoredArray array = Npy.read(golden(name));
    assertThat(array.dtype()).isEqualTo(dtype);
    assertThat(array.shape()).containsExactly(2, 3);
    double[] expected = IntStream.range(-3, 3).mapToDouble(i -> i * scale + shift).toArray();
    assertThat(values(array)).containsExactly(expected);
  }

  @Test
  void readsOtherShapes() throws IOException {
    assertThat(values(Npy.read(golden("bool")))).containsExactly(0, 0, 0, 0, 1, 1);
    assertThat(Npy.read(golden("scalar")).shape()).isEmpty();
    assertThat(values(Npy.read(golden("scalar")))).containsExactly(2.5);
    assertThat(Npy.read(golden("empty")).shape()).containsExactly(0, 3);
    StoredArray cube = Npy.read(golden("cube-fortran"));
    assertThat(cube.shape()).containsExactly(2, 3, 4);
    assertThat(values(cube)).containsExactly(IntStream.range(0, 24).asDoubleStream().toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4", "f8", "f2", "i8", "i1", "u1", "bool", "scalar", "empty"})
  void writesTheSameBytesAsNumPy(String name) throws IOException {
    Path copy = folder.resolve("copy.npy");
    Npy.write(copy, Npy.read(golden(name)));
    assertThat(copy).hasSameBinaryContentAs(golden(name));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void keepsLongArrays(DType dtype) throws IOException {
    Storage storage = Storage.allocate(dtype, (1 << 18) + 5);
    for (int i = 0; i < storage.length(); i++) {
      storage.setDouble(i, i % 2);
    }
    Path file = folder.resolve("long.npy");
    Npy.write(file, new StoredArray(new int[] {storage.length()}, storage));
    StoredArray found = Npy.read(file);
    assertThat(found.dtype()).isEqualTo(dtype == DType.BFLOAT16 ? DType.FLOAT32 : dtype);
    for (int i = 0; i < storage.length(); i++) {
      if (found.storage().getDouble(i) != i % 2) {
        throw new AssertionError("element " + i);
      }
    }
  }

  @Test
  void writesBfloat16AsFloat32() throws IOException {
    Storage storage = new HalfStorage(DType.BFLOAT16, new short[] {0x3F80, (short) 0xC020});
    Path file = folder.resolve("half.npy");
    Npy.write(file, new StoredArray(new int[] {2}, storage));
    assertThat(values(Npy.read(file))).containsExactly(1, -2.5);
  }

  @Test
  void refusesAFileCutOffAtAnyByte() throws IOException {
    byte[] bytes = Files.readAllBytes(golden("f4"));
    for (int length = 0; length < bytes.length; length++) {
      InputStream in = new ByteArrayInputStream(bytes, 0, length);
      int size = length;
      assertThatThrownBy(() -> Npy.read(in, "a.npy", size)).isInstanceOf(FormatException.class);
    }
    Path cut = folder.resolve("long.npy");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> Npy.read(cut))
        .hasMessage(
            cut
                + ": at byte 128: expected 24 bytes of numbers for the shape (2, 3), but found 25"
                + " bytes.");
  }

  @Test
  void survivesRandomChanges() throws IOException {
    Random random = new Random(23);
    for (String name : new String[] {"f8-fortran", "bool", "i4-big", "version2"}) {
      byte[] original = Files.readAllBytes(golden(name));
      for (int round = 0; round < 1000; round++) {
        byte[] bytes = original.clone();
        bytes[random.nextInt(80)] = (byte) random.nextInt(256);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
        try {
          Npy.read(new ByteArrayInputStream(bytes), "a.npy", bytes.length).dtype();
        } catch (FormatException expected) {
          assertThat(expected).hasMessageContaining("expected");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'descr': '<c8', 'fortran_order': False, 'shape': (1,)|the type '<c8'. Convert it with"
            + " NumPy's astype first.",
        "'descr': '<M8', 'fortran_order': False, 'shape': (1,)|the type '<M8'.",
        "'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)|one descr, fortran_order"
            + " and shape",
        "'descr': '<f8', 'shape': (1,)|one descr, fortran_order and shape",
        "'descr': '<f8', 'fortran_order': Maybe, 'shape': (1,)|one descr, fortran_order and shape",
        "'descr': '<f8', 'fortran_order': False, 'shape': (-1,)|one descr, fortran_order and shape",
        "'descr': '<f8', 'fortran_order': False, 'shape': (1 2)|sizes from 0 to 2^31 - 1, but found"
            + " the shape (1 2).",
        "'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,)|sizes from 0 to 2^31 - 1",
        "'descr': '<f8', 'fortran_order': False, 'shape': (65536, 65536)|at most 2^31 - 1 elements",
        "'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,)|17179869176 bytes of"
            + " numbers",
        "'descr': '<f8', 'fortran_order': False, 'shape': (2,)|16 bytes of numbers for the shape"
            + " (2,), but found 8 bytes.",
      })
  void refusesWrongClaimsBeforeAllocating(String entries, String text) throws IOException {
    byte[] header = ("{" + entries + "}\n").getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 10);
    bytes[8] = (byte) header.length;
    Path file = folder.resolve("bad.npy");
    Files.write(file, bytes);
    Files.write(file, header, java.nio.file.StandardOpenOption.APPEND);
    Files.write(file, new byte[8], java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(text);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertThatThrownBy(() -> Npy.read(golden("text"))).hasMessageContaining("the type '<U7'");
    Path file = folder.resolve("x.npy");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});
    assertThatThrownBy(() -> Npy.read(file))
        .hasMessage(
            file
                + ": at byte 0: expected the bytes 93 'NUMPY' of an NPY file, but found"
                + " 50 4b 03 04 00 00 00 00.");
    Files.write(file, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 1, 0, 0});
    assertThatThrownBy(() -> Npy.read(file))
        .hasMessage(file + ": at byte 6: expected version 1.0, 2.0 or 3.0, but found 4.1.");
    assertThatThrownBy(() -> Npy.read(folder.resolve("none")))
        .hasMessageContaining("expected an NPY file, but found no file of that name");
  }
}
