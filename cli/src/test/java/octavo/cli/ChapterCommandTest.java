package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChapterCommandTest {
  @TempDir Path folder;

  @Test
  void withoutAChapterItListsThem() {
    Result result = Result.of("chapter");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains(" 2  softmax            Softmax and cross-entropy\n");
  }

  @Test
  void writesAPageThatNeedsNothingElse() throws IOException {
    Path out = folder.resolve("new");
    Result result = Result.of("chapter", "2", "--out", out);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    Path file = out.resolve("02-softmax.html");
    assertThat(result.out()).contains("d CE/da").endsWith("page " + file + "\n");
    assertThat(Files.readString(file))
        .contains(
            "<h1>Softmax and cross-entropy</h1>", "<svg", "crossEntropy(target)", "<code>yᵢ = ")
        .doesNotContain("{{", "<img", "href=");
  }

  @Test
  void anotherChapterIsRefused() {
    Result result = Result.of("chapter", "13");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("octavo: there is no chapter '13'. See octavo chapter.\n");
  }

  @Test
  void aChapterIsFoundByItsNameInAnyCase() {
    Path out = folder.resolve("named");
    assertThat(Result.of("chapter", "Pooling", "--out", out).code()).isZero();
    assertThat(out.resolve("04-pooling.html")).isRegularFile();
  }

  /// Before the demonstration, which prints.
  @Test
  void aFolderThatIsAFileIsRefusedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    Result result = Result.of("chapter", "softmax", "--out", file);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            "octavo: the folder %s cannot be written to: %s is a file. Choose another with --out.%n"
                .formatted(file, file));
    Result missing = Result.of("chapter", "softmax", "--out");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .startsWith("octavo: Missing required parameter for option '--out' (DIR)");
  }
}
