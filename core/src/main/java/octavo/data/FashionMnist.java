package octavo.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import octavo.format.FormatException;

/// Images in the four IDX files of MNIST and Fashion-MNIST: `train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, each with or
/// without `.gz`.
public final class FashionMnist {
  /// The kinds of clothing, by class.
  public static final List<String> CLASSES =
      List.of(
          "T-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  private FashionMnist() {}

  /// The training images of a folder.
  ///
  /// @throws IOException if a file is missing or damaged
  public static ImageDataset train(Path folder) throws IOException {
    return read(folder, "train");
  }

  /// The test images of a folder.
  ///
  /// @throws IOException if a file is missing or damaged
  public static ImageDataset test(Path folder) throws IOException {
    return read(folder, "t10k");
  }

  private static ImageDataset read(Path folder, String part) throws IOException {
    Path labelFile = find(folder, part + "-labels-idx1-ubyte");
    Path imageFile = find(folder, part + "-images-idx3-ubyte");
    Idx labels = Idx.read(labelFile, 1);
    Idx images = Idx.read(imageFile, 3);
    if (labels.sizes()[0] != images.sizes()[0]) {
      throw new FormatException(
          labelFile.toString(),
          4,
          images.sizes()[0] + " labels, one for each image of " + imageFile.getFileName(),
          Integer.toString(labels.sizes()[0]));
    }
    if (images.sizes()[0] == 0) {
      throw new FormatException(imageFile.toString(), 4, "at least one image", "none");
    }
    for (int i = 0; i < labels.bytes().length; i++) {
      if ((labels.bytes()[i] & 0xFF) >= CLASSES.size()) {
        throw new FormatException(
            labelFile.toString(), 8L + i, "a label from 0 to 9", "" + (labels.bytes()[i] & 0xFF));
      }
    }
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    return images(images.bytes(), labels.bytes(), height, width);
  }

  /// Images of these classes, with the mean and deviation of the pixels of the training set.
  public static ImageDataset images(byte[] pixels, byte[] labels, int height, int width) {
    return new ImageDataset(pixels, labels, height, width, CLASSES, 0.2860, 0.3530);
  }

  private static Path find(Path folder, String name) throws FormatException {
    Path compressed = folder.resolve(name + ".gz");
    Path plain = folder.resolve(name);
    if (!Files.isRegularFile(compressed) && !Files.isRegularFile(plain)) {
      throw FormatException.missing(plain, name, name + ".gz");
    }
    return Files.isRegularFile(compressed) ? compressed : plain;
  }
}
