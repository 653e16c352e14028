package octavo.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import octavo.cli.data.BundledImages;
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
    try {
      return BundledImages.folder();
    } catch (FileNotFoundException e) {
      throw new Main.WrongUse(
          e.getMessage() + " Or name a folder with the four IDX files: --data FOLDER.");
    }
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
