package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The pages in `docs/notebook`, with their figures, are what the demonstrations say today.
/// `-Doctavo.pages=write` writes them.
///
/// Numbers may differ as sums in another order make them: the vectors of another machine are longer.
@Tag("slow")
class ChapterPagesTest {
  private static final Path FOLDER = Path.of("..", "docs", "notebook");
  private static final String INDEX = "README.md";
  private static final boolean WRITE = "write".equals(System.getProperty("octavo.pages"));
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  /// Between vectors of 32 and of 64 bytes numbers of trainings moved by up to 3.5 % (the divergence of an autoencoder).
  private static final double RELATIVE = 0.05;

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
      Figures.assertAlike(page.figureFile(name), Files.readString(figure), svg);
    }
    String written = Files.readString(FOLDER.resolve(page.file() + ".md"));
    assertThat(NUMBER.matcher(now).replaceAll("#"))
        .as("the page %s; see package-info of octavo.cli.chapter", page.file())
        .isEqualTo(NUMBER.matcher(written).replaceAll("#"));
    assertNumbersAlike(page.file(), written, now);
    assertThat(figureFiles(page)).as("figures of %s", page.file()).isEqualTo(drawn(page));
    assertThat(page.html()).contains("<h1>").doesNotContain("{{");
  }

  /// The figures of a page that lie in the folder.
  private static SortedSet<String> figureFiles(Page page) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("figures"))) {
      return files
          .map(file -> "figures/" + file.getFileName())
          .filter(name -> name.startsWith("figures/" + page.file() + "-"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SortedSet<String> drawn(Page page) {
    return page.findings().figures().keySet().stream()
        .map(page::figureFile)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Numbers of two texts, one after the other.
  static void assertNumbersAlike(String name, String written, String now) {
    List<Double> old = numbers(written);
    List<Double> fresh = numbers(now);
    assertThat(fresh).as("numbers of %s", name).hasSameSizeAs(old);
    for (int i = 0; i < old.size(); i++) {
      double allowed = ABSOLUTE + RELATIVE * Math.abs(old.get(i));
      assertThat(Math.abs(fresh.get(i) - old.get(i)))
          .as("number %d of %s: %s, now %s", i, name, old.get(i), fresh.get(i))
          .isLessThanOrEqualTo(allowed);
    }
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }

  @Test
  void everyPageHasAChapter() throws IOException {
    if (WRITE) {
      Files.writeString(FOLDER.resolve(INDEX), index());
    }
    assertThat(Files.readString(FOLDER.resolve(INDEX))).isEqualTo(index());
    assumeFalse(WRITE); // pages may be under way
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> pages =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".md") && !f.equals(INDEX))
              .toList();
      assertThat(pages)
          .containsExactlyInAnyOrderElementsOf(
              Chapters.all().stream().map(c -> file(c) + ".md").toList());
    }
  }

  private static String file(Chapter chapter) {
    return new Page(chapter, new Findings()).file();
  }

  private static String index() {
    StringBuilder list =
        new StringBuilder(
            """
            # The notebook

            Chapters of a deep-learning notebook that run. Each page is made by its demonstration: code, numbers and figures are of the build. `./octavo chapter N`
            runs one and writes its page as one HTML file.

            | chapter | about | runs by |
            |---|---|---|
            """);
    for (Chapter c : Chapters.all()) {
      list.append(
          "| %d | [%s](%s.md) | `./octavo chapter %s` |%n"
              .formatted(c.number(), c.title(), file(c), c.name()));
    }
    return list.toString();
  }
}
