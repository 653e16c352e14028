package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The pages in `docs/notebook`, with their figures, are what the demonstrations say today.
/// `-Doctavo.pages=write` writes them.
///
/// Another machine may make them a little differently: [Drift].
@Tag("slow")
class ChapterPagesTest {
  private static final Path FOLDER = Path.of("..", "docs", "notebook");
  private static final String INDEX = "README.md";
  private static final boolean WRITE = "write".equals(System.getProperty("octavo.pages"));

  /// Pages that tell of trainings, and the figures that show them. All others come out alike on any machine.
  private static final Set<String> TRAININGS =
      Set.of(
          "01-reparameterization",
          "figures/01-reparameterization-elbo.svg",
          "figures/01-reparameterization-sheet.svg",
          "03-dropout",
          "figures/03-dropout-curves.svg",
          "figures/03-dropout-uncertainty.svg",
          "07-optimizers",
          "figures/07-optimizers-clothing.svg",
          "figures/07-optimizers-sweep.svg",
          "figures/08-receptive-field-after.svg",
          "09-activations",
          "figures/09-activations-language.svg",
          "12-upsampling",
          "figures/12-upsampling-segmentation.svg",
          "figures/12-upsampling-super.svg");

  private static Drift drift(String name) {
    return TRAININGS.contains(name) ? Drift.TRAINING : Drift.ROUNDING;
  }

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
      String file = page.figureFile(name);
      Figures.assertAlike(file, Files.readString(figure), svg, drift(file));
    }
    String written = Files.readString(FOLDER.resolve(page.file() + ".md"));
    assertThat(Drift.words(now))
        .as("the page %s; see package-info of octavo.cli.chapter", page.file())
        .isEqualTo(Drift.words(written));
    drift(page.file()).assertNumbersAlike(page.file(), written, now);
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
