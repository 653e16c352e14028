package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import octavo.plot.PngEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files `*.png` are laid out by `make-format-golden.py` with a known pattern: 11×7 pixels, all
/// five row filters, every color type and depth.
class PngTest {
  private static final int WIDTH = 11;
  private static final int HEIGHT = 7;

  @TempDir private Path folder;

  private static Path golden(String name) {
    return SafetensorsTest.resource(name + ".png");
  }

  private static int sample(int x, int y, int channel, int bits) {
    int value = (x * 37 + y * 91 + channel * 53) * (bits == 16 ? 257 : 1) & ((1 << bits) - 1);
    return (int) Math.round(value * 255.0 / ((1 << bits) - 1));
  }

  @ParameterizedTest
  @CsvSource({
    "gray1, 1, 1",
    "gray2, 1, 2",
    "gray4, 1, 4",
    "gray8, 1, 8",
    "gray16, 1, 16",
    "gray-alpha8, 2, 8",
    "rgb8, 3, 8",
    "rgb16, 3, 16",
    "rgba8, 4, 8",
    "rgba8-interlaced, 4, 8",
    "gray1-interlaced, 1, 1",
  })
  void readsEveryKind(String name, int channels, int bits) throws IOException {
    Png image = Png.read(golden(name));
    assertThat(image.width()).isEqualTo(WIDTH);
    assertThat(image.height()).isEqualTo(HEIGHT);
    assertThat(image.channels()).isEqualTo(channels);
    byte[] expected = new byte[WIDTH * HEIGHT * channels];
    for (int i = 0; i < expected.length; i++) {
      int pixel = i / channels;
      expected[i] = (byte) sample(pixel % WIDTH, pixel / WIDTH, i % channels, bits);
    }
    assertThat(image.pixels()).containsExactly(expected);
  }

  @Test
  void readsPalettes() throws IOException {
    Png image = Png.read(golden("palette4"));
    assertThat(image.channels()).isEqualTo(3);
    int index = (3 * 37 + 2 * 91) & 15;
    int at = (2 * WIDTH + 3) * 3;
    assertThat(Arrays.copyOfRange(image.pixels(), at, at + 3))
        .containsExactly(index * 16, 255 - index * 16, index);
    Png transparent = Png.read(golden("palette2-alpha"));
    assertThat(transparent.channels()).isEqualTo(4);
    int[] opacities = {0, 128, 255, 255};
    for (int x = 0; x < WIDTH; x++) {
      assertThat(transparent.pixels()[x * 4 + 3] & 0xFF).isEqualTo(opacities[x * 37 & 3]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void readsWhatItWrote(int channels) throws IOException {
    byte[] pixels = new byte[37 * 23 * channels];
    new Random(channels).nextBytes(pixels);
    Arrays.fill(pixels, 100, 300, (byte) 7);
    Path file = folder.resolve("a.png");
    new Png(37, 23, channels, pixels).write(file);
    Png found = Png.read(file);
    assertThat(found.channels()).isEqualTo(channels);
    assertThat(found.pixels()).containsExactly(pixels);
  }

  @Test
  void weighsColorsAndOpacity() {
    byte[] pixels = {(byte) 255, 0, 0, (byte) 255, 0, (byte) 255, 0, (byte) 128, 9, 9, 9, 0};
    assertThat(new Png(3, 1, 4, pixels).gray(0)).containsExactly(76, 75, 0);
    assertThat(new Png(3, 1, 4, pixels).gray(255)).containsExactly(76, (byte) 202, (byte) 255);
    assertThat(new Png(1, 1, 1, new byte[] {5}).gray(255)).containsExactly(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb8", "palette4", "gray1-interlaced"})
  void refusesAFileCutOffOrChangedAnywhere(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(golden(name));
    for (int at = 0; at < bytes.length; at++) {
      PngDecoder cut = new PngDecoder("a.png", Arrays.copyOf(bytes, at));
      assertThatThrownBy(cut::decode).isInstanceOf(FormatException.class);
      bytes[at] ^= 4;
      PngDecoder changed = new PngDecoder("a.png", bytes);
      assertThatThrownBy(changed::decode).isInstanceOf(FormatException.class);
      bytes[at] ^= 4;
    }
  }

  /// With the sums of the chunks made right again, so that what is inside is reached.
  @ParameterizedTest
  @ValueSource(strings = {"rgb8", "gray2", "palette2-alpha", "rgba8-interlaced"})
  void survivesRandomChanges(String name) throws IOException {
    byte[] original = Files.readAllBytes(golden(name));
    Random random = new Random(31);
    for (int round = 0; round < 1000; round++) {
      byte[] bytes = original.clone();
      bytes[random.nextInt(8, bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(16, 32)] = (byte) random.nextInt(8);
      repair(bytes);
      try {
        Png image = new PngDecoder("a.png", bytes).decode();
        assertThat(image.pixels().length)
            .isEqualTo(image.width() * image.height() * image.channels());
      } catch (FormatException expected) {
        assertThat(expected).hasMessageContaining("expected");
      }
    }
  }

  private static void repair(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = 8; at + 12 <= bytes.length; ) {
      int length = buffer.getInt(at);
      if (length < 0 || length > bytes.length - at - 12) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
  }

  @Test
  void refusesClaimsThatThePackedBytesCannotHold() throws IOException {
    byte[] bytes = Files.readAllBytes(golden("gray8"));
    ByteBuffer.wrap(bytes).putInt(16, 40_000).putInt(20, 40_000);
    repair(bytes);
    Path file = folder.resolve("huge.png");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Png.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("packed bytes can hold, but found 40000×40000 pixels.");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path file = folder.resolve("a.png");
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> Png.read(file))
        .hasMessage(
            file
                + ": at byte 0: expected the 8 bytes that begin a PNG file, but found others."
                + " Convert another kind of image to PNG first.");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Png.read(file)).hasMessageContaining("but found an empty file.");
    assertThatThrownBy(() -> Png.read(folder.resolve("none")))
        .hasMessageContaining("expected a PNG file, but found no file of that name");
    assertThatThrownBy(() -> new Png(2, 2, 1, new byte[3]))
        .hasMessage(
            "Png: width × height × channels must be the number of values, but 2×2×1 are not 3.");
    assertThatThrownBy(() -> PngEncoder.encode(new byte[3], 2, 2, 1))
        .hasMessage("PngEncoder: 2×2 pixels with 1 channels need 4 bytes, but there are 3.");
    assertThatThrownBy(() -> PngEncoder.encode(new byte[0], 0, 2, 1))
        .hasMessage(
            "PngEncoder: width and height must be at least 1 and channels 1 to 4, but the image is"
                + " 0×2 with 1 channels.");
  }
}
