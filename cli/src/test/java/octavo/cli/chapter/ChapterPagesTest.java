package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The pages in `docs/notebook` are what the demonstrations say today. `-Doctavo.pages=write` writes them.
///
/// Numbers may differ as sums in another order make them: the vectors of another machine are longer.
@Tag("slow")
class ChapterPagesTest {
  private static final Path FOLDER = Path.of("..", "docs", "notebook");
  private static final boolean WRITE = "write".equals(System.getProperty("octavo.pages"));
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
  private static final double RELATIVE = 0.03;
  private static final double ABSOLUTE = 0.02;

  @TestFactory
  Stream<DynamicTest> pagesAreUpToDate() {
    return Chapters.all().stream()
        .map(chapter -> DynamicTest.dynamicTest(chapter.name(), () -> check(chapter)));
  }

  private static void check(Chapter chapter) throws IOException {
    Page page = Page.of(chapter);
    String now = page.markdown();
    if (WRITE) {
      Files.createDirectories(FOLDER.resolve("figures"));
      Files.writeString(FOLDER.resolve(page.file() + ".md"), now);
    }
    for (String name : page.findings().figures().keySet()) {
      Path figure = FOLDER.resolve(page.figureFile(name));
      String svg = page.findings().figures().get(name).svg();
      if (WRITE) {
        Files.writeString(figure, svg);
      }
      assertThat(Files.readString(figure).lines().findFirst())
          .isEqualTo(svg.lines().findFirst()); // the same kind and size of chart
    }
    String written = Files.readString(FOLDER.resolve(page.file() + ".md"));
    assertThat(NUMBER.matcher(written).replaceAll("#"))
        .as("the page %s; see package-info of octavo.cli.chapter", page.file())
        .isEqualTo(NUMBER.matcher(now).replaceAll("#"));
    List<Double> old = numbers(written);
    List<Double> fresh = numbers(now);
    for (int i = 0; i < old.size(); i++) {
      double allowed = ABSOLUTE + RELATIVE * Math.abs(old.get(i));
      assertThat(Math.abs(fresh.get(i) - old.get(i)))
          .as("number %d of %s: %s, now %s", i, page.file(), old.get(i), fresh.get(i))
          .isLessThanOrEqualTo(allowed);
    }
    assertThat(page.html()).contains("<h1>").doesNotContain("{{");
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }

  @Test
  void everyPageHasAChapter() throws IOException {
    assumeFalse(WRITE); // they may be under way
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> pages =
          files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".md")).toList();
      assertThat(pages)
          .containsExactlyInAnyOrderElementsOf(
              Chapters.all().stream()
                  .map(c -> new Page(c, new Findings()).file() + ".md")
                  .toList());
    }
  }
}
