package octavo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.cli.chapter.Chapter;
import octavo.cli.chapter.Chapters;
import octavo.cli.chapter.Page;
import octavo.format.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `octavo chapter`: lists the chapters of the notebook, or runs the demonstration of one and writes its
/// page.
@Command(
    name = "chapter",
    description =
        "List the chapters of the notebook, or run the demonstration of one and write its page, with the"
            + " figures, as one HTML file.",
    showDefaultValues = true)
final class ChapterCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "N|NAME",
      description = "The chapter. Without it: the list of chapters.")
  private @Nullable String wanted;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder that the page is written to.")
  private Path folder = Path.of("chapters");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String word = wanted;
    if (word == null) {
      for (Chapter chapter : Chapters.all()) {
        out.printf(
            Locale.ROOT, "%2d  %-18s %s%n", chapter.number(), chapter.name(), chapter.title());
      }
      out.println("'octavo chapter N' or 'octavo chapter NAME' runs one and writes its page.");
    } else {
      Chapter chapter = Chapters.find(word).orElseThrow(() -> unknown(word));
      OptionChecks.folder("--out", folder);
      new RunFolder(folder).prepare(); // a demonstration may take a while
      Page page = Page.of(chapter);
      Path file = folder.resolve(page.file() + ".html");
      AtomicFile.write(file, page.html().getBytes(StandardCharsets.UTF_8));
      page.findings().print(out);
      out.println("page " + file);
    }
    out.flush();
    return 0;
  }

  private static Main.WrongUse unknown(String word) {
    List<String> names = Chapters.all().stream().map(Chapter::name).toList();
    return new Main.WrongUse(
        "there is no chapter '%s'.%s See octavo chapter."
            .formatted(word, Suggestion.of(word, names)));
  }
}
