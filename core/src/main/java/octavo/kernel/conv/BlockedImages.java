package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.kernel.Scratch;
import octavo.storage.View;

/// Images whose channels lie in blocks of a fixed size: `[batch, blocks, height, width, SIZE]`. The
/// numbers of one pixel and one block are neighbors, so that kernels whose vectors are channels read
/// and write whole vectors, whatever the width of the image. What the last block has beyond the
/// channels is of no account.
///
/// @param batch the number of images
/// @param channels channels of an image
/// @param height rows
/// @param width columns
public record BlockedImages(int batch, int channels, int height, int width) {
  /// Channels of a block: those of a register tile.
  public static final int SIZE = SimdChannelKernel.COLUMNS;

  private static final int LANES = SimdTranspose.LANES;
  private static final int SQUARE = LANES * LANES;

  /// The input of a convolution.
  static BlockedImages input(ConvGeometry g) {
    return new BlockedImages(g.batch(), g.inChannels(), g.inHeight(), g.inWidth());
  }

  /// The output of a convolution.
  static BlockedImages output(ConvGeometry g) {
    return new BlockedImages(g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
  }

  /// Blocks of an image.
  int blocks() {
    return (channels + SIZE - 1) / SIZE;
  }

  /// Pixels of an image.
  int pixels() {
    return height * width;
  }

  /// The distance of two blocks.
  int block() {
    return pixels() * SIZE;
  }

  /// The distance of two images.
  int image() {
    return blocks() * block();
  }

  /// The sizes of the axes.
  public int[] sizes() {
    return new int[] {batch, blocks(), height, width, SIZE};
  }

  /// From blocks to planes, `[batch, channels, height, width]`; both contiguous.
  public void toPlanes(View x, View y) {
    eachBlock((image, block) -> {
      float[] room = Scratch.floats(Scratch.RIGHT, 2 * SQUARE);
      int count = Math.min(SIZE, channels - block * SIZE);
      int from = x.offset() + (image * blocks() + block) * block();
      int to = y.offset() + (image * channels + block * SIZE) * pixels();
      for (int q = 0; q < pixels(); q += LANES) {
        int n = Math.min(LANES, pixels() - q);
        for (int c = 0; c < count; c += LANES) {
          int at = to + c * pixels() + q;
          int rows = Math.min(LANES, count - c);
          if (n == LANES && rows == LANES) {
            SimdTranspose.square(
                x.floats(), from + q * SIZE + c, SIZE, room, y.floats(), at, pixels());
          } else {
            for (int r = 0; r < rows; r++) {
              for (int p = 0; p < n; p++) {
                y.floats()[at + r * pixels() + p] = x.floats()[from + (q + p) * SIZE + c + r];
              }
            }
          }
        }
      }
    });
  }

  /// From planes, `[batch, channels, height, width]`, to blocks; both contiguous.
  public void fromPlanes(View x, View y) {
    eachBlock((image, block) -> {
      int count = Math.min(SIZE, channels - block * SIZE);
      int from = x.offset() + (image * channels + block * SIZE) * pixels();
      int to = y.offset() + (image * blocks() + block) * block();
      for (int q = 0; q < pixels(); q++) {
        for (int c = 0; c < SIZE; c++) {
          y.floats()[to + q * SIZE + c] = c < count ? x.floats()[from + c * pixels() + q] : 0;
        }
      }
    });
  }

  /// The mean of the pixels of each channel, `[batch, channels]`, in four sums that are added up.
  public void mean(View x, View y) {
    eachBlock((image, block) -> {
      float[] room = Scratch.floats(Scratch.RESULT, SIZE);
      int from = x.offset() + (image * blocks() + block) * block();
      SimdBlocks.mean(pixels(), x.floats(), from, room, 0);
      int to = y.offset() + image * channels + block * SIZE;
      System.arraycopy(room, 0, y.floats(), to, Math.min(SIZE, channels - block * SIZE));
    });
  }

  private interface Body {
    void accept(int image, int block);
  }

  private void eachBlock(Body body) {
    Parallel.ranges(
        batch * blocks(),
        Math.max(1, Parallel.MINIMUM_WORK / (block() + 1)),
        (first, last) -> {
          for (int b = first; b < last; b++) {
            body.accept(b / blocks(), b % blocks());
          }
        });
  }
}
