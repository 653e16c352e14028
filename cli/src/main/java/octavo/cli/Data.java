package octavo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;

/// Where the images come from.
final class Data {
  static final String BUNDLED = "bundled";

  private Data() {}

  static Path folder(String data) {
    if (!data.equals(BUNDLED)) {
      return Path.of(data);
    }
    String home = System.getProperty("octavo.home");
    Path bundled = Path.of(home == null ? "." : home, "data", "fashion-mnist");
    if (!Files.isDirectory(bundled)) {
      throw new Main.WrongUse(
          "the bundled images are not in "
              + bundled
              + ". Start with ./octavo, or name a folder with the four IDX files: --data FOLDER.");
    }
    return bundled;
  }

  static ImageDataset train(String data) throws IOException {
    return checked(FashionMnist.train(folder(data)));
  }

  static ImageDataset test(String data) throws IOException {
    return checked(FashionMnist.test(folder(data)));
  }

  private static ImageDataset checked(ImageDataset images) {
    if (images.height() != 28 || images.width() != 28) {
      throw new Main.WrongUse(
          "the models take images of 28×28, but these are %d×%d."
              .formatted(images.height(), images.width()));
    }
    return images;
  }
}
