package octavo.cli.data;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The images of clothing beside the program.
public final class BundledImages {
  private BundledImages() {}

  /// The folder with the four IDX files.
  ///
  /// @throws FileNotFoundException if it is not there
  public static Path folder() throws FileNotFoundException {
    String home = System.getProperty("octavo.home");
    Path bundled = Path.of(home == null ? "." : home, "data", "fashion-mnist");
    if (!Files.isDirectory(bundled)) {
      throw new FileNotFoundException(
          "the bundled images are not in " + bundled + ". Start with ./octavo.");
    }
    return bundled;
  }
}
