package octavo.plot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Packs pixels into the PNG format: 8 bits a channel, not interlaced, each row with the filter
/// that leaves the smallest differences.
public final class PngEncoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] COLOR_TYPES = {0, 4, 2, 6}; // by number of channels, from 1
  private static final int FILTERS = 5;

  private PngEncoder() {}

  /// The file of an image whose pixels lie row by row.
  ///
  /// @param channels 1: gray, 2: gray and opacity, 3: red, green and blue, 4: these and opacity
  /// @throws IllegalArgumentException if the sizes do not fit the pixels
  public static byte[] encode(byte[] pixels, int width, int height, int channels) {
    if (width < 1 || height < 1 || channels < 1 || channels > 4) {
      throw new IllegalArgumentException(
          "PngEncoder: width and height must be at least 1 and channels 1 to 4, but the image is %d×%d with %d channels."
              .formatted(width, height, channels));
    }
    if ((long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "PngEncoder: %d×%d pixels with %d channels need %d bytes, but there are %d."
              .formatted(width, height, channels, (long) width * height * channels, pixels.length));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put(COLOR_TYPES[channels - 1]);
    chunk(out, "IHDR", header.array(), 13);
    byte[] rows = filtered(pixels, width * channels, height, channels);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(rows);
      deflater.finish();
      byte[] part = new byte[1 << 16];
      while (!deflater.finished()) {
        chunk(out, "IDAT", part, deflater.deflate(part));
      }
    } finally {
      deflater.end();
    }
    chunk(out, "IEND", new byte[0], 0);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String kind, byte[] data, int length) {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(data, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] filtered(byte[] pixels, int rowBytes, int height, int step) {
    byte[] out = new byte[Math.multiplyExact(rowBytes + 1, height)];
    byte[] trial = new byte[rowBytes];
    for (int y = 0; y < height; y++) {
      long best = Long.MAX_VALUE;
      for (int filter = 0; filter < FILTERS; filter++) {
        long sum = filter(filter, pixels, y, rowBytes, step, trial);
        if (sum < best) {
          best = sum;
          out[y * (rowBytes + 1)] = (byte) filter;
          System.arraycopy(trial, 0, out, y * (rowBytes + 1) + 1, rowBytes);
        }
      }
    }
    return out;
  }

  /// Applies one filter to row `y` and returns the sum of the magnitudes that remain.
  private static long filter(int filter, byte[] pixels, int y, int rowBytes, int step, byte[] out) {
    long sum = 0;
    int row = y * rowBytes;
    for (int i = 0; i < rowBytes; i++) {
      int left = i >= step ? pixels[row + i - step] & 0xFF : 0;
      int above = y > 0 ? pixels[row + i - rowBytes] & 0xFF : 0;
      int corner = y > 0 && i >= step ? pixels[row + i - rowBytes - step] & 0xFF : 0;
      int guess =
          switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, corner);
          };
      out[i] = (byte) (pixels[row + i] - guess);
      sum += Math.abs(out[i]);
    }
    return sum;
  }

  /// The neighbor that is nearest to `left + above - corner`.
  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
