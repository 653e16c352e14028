package octavo.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.random.Rng;

/// The four IDX files with few images: a bright square whose place tells the class.
final class SmallData {
  private SmallData() {}

  static Path write(Path folder, int training, int test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", training, 28);
    write(folder, "t10k", test, 28);
    return folder;
  }

  static void write(Path folder, String part, int n, int side) throws IOException {
    ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
    ByteBuffer images = ByteBuffer.allocate(16 + n * side * side).putInt(0x803).putInt(n);
    images.putInt(side).putInt(side);
    Rng rng = Rng.of(7).split(part);
    for (int i = 0; i < n; i++) {
      int label = rng.nextInt(10);
      labels.put((byte) label);
      images.put(pixels(label, side, rng));
    }
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
  }

  static byte[] pixels(int label, int side, Rng rng) {
    byte[] pixels = new byte[side * side];
    int top = label / 5 * (side / 2);
    int left = label % 5 * (side / 5);
    for (int p = 0; p < 25; p++) {
      pixels[(top + p / 5) * side + left + p % 5] = (byte) (150 + rng.nextInt(100));
    }
    return pixels;
  }
}
