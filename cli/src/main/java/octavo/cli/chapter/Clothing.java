package octavo.cli.chapter;

import java.io.IOException;
import java.util.stream.IntStream;
import octavo.cli.data.BundledImages;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;
import octavo.tensor.Tensor;

/// The bundled pictures of clothing, for demonstrations that need more than digits.
final class Clothing {
  private Clothing() {}

  /// The first pictures to train with, `[count, 1, 28, 28]`, from 0 to 1.
  static Tensor train(int count) throws IOException {
    return first(FashionMnist.train(BundledImages.folder()), count);
  }

  /// The first pictures to test with, likewise.
  static Tensor test(int count) throws IOException {
    return first(FashionMnist.test(BundledImages.folder()), count);
  }

  private static Tensor first(ImageDataset images, int count) {
    return images.normalized(0, 1).batch(IntStream.range(0, count).toArray()).inputs();
  }
}
