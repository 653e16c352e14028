package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import octavo.cli.data.BundledImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledImagesTest {
  private static final String HOME = "octavo.home";

  @TempDir private Path empty = Path.of("");
  private String before = "";

  @BeforeEach
  void remember() {
    before = System.getProperty(HOME, "");
  }

  @AfterEach
  void restore() {
    System.setProperty(HOME, before);
  }

  @Test
  void theyAreFound() throws IOException {
    assertThat(BundledImages.folder()).isDirectoryContaining("glob:**train-images*");
  }

  @Test
  void whereTheyAreNotTheWayOutIsNamed() {
    System.setProperty(HOME, empty.toString());
    Path folder = empty.resolve("data").resolve("fashion-mnist");
    assertThatThrownBy(BundledImages::folder)
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("the bundled images are not in " + folder + ". Start with ./octavo.");
    Result train = Result.of("train", "--out", empty.resolve("out"));
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err())
        .isEqualTo(
            "octavo: the bundled images are not in "
                + folder
                + ". Start with ./octavo. Or name a folder with the four IDX files: --data FOLDER.\n");
  }
}
