package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` names every operation, layer, loss and metric with the first sentence of its
/// documentation. `-Doctavo.pages=write` writes it.
class OperationsTableTest {
  private static final Path CORE = Sources.root().resolve("core/src/main/java/octavo");
  private static final Path FILE = Sources.root().resolve("docs/operations.md");

  /// A documented default method of a methods interface.
  private static final Pattern METHOD =
      Pattern.compile("((?:^  /// .*\\n|^  ///\\n)+)^  default \\S+ (\\w+)\\(", Pattern.MULTILINE);

  /// A documented static method that gives a tensor.
  private static final Pattern STATIC =
      Pattern.compile(
          "((?:^  /// .*\\n|^  ///\\n)+)^  public static Tensor (\\w+)\\(", Pattern.MULTILINE);

  private static final Pattern TYPE =
      Pattern.compile(
          "((?:^/// .*\\n|^///\\n)+)(?:^(?:@| {4}).*\\n)*^public (?:record|final class|enum|sealed interface|interface) (\\w+)",
          Pattern.MULTILINE);

  @Test
  void theTableIsUpToDate() throws IOException {
    String now = table();
    if ("write".equals(System.getProperty("octavo.pages"))) {
      Files.writeString(FILE, now);
    }
    assertThat(Files.readString(FILE))
        .as("docs/operations.md; write it with -Dtest=OperationsTableTest -Doctavo.pages=write")
        .isEqualTo(now);
  }

  private static String table() {
    StringBuilder page =
        new StringBuilder(
            """
            # Operations, layers, losses
            Written by the build from the documentation in the sources: every method of `Tensor`, every layer, loss, metric and whole
            network, with its first sentence. All operations of floating types have derivatives of first and second order unless
            their documentation says otherwise; the list that generates their tests is `OperationCases`.
            """);
    methods(page);
    statics(page, "Smooth stand-ins", CORE.resolve("nn/smooth"));
    types(page, "Layers", CORE.resolve("nn"), "implements Layer");
    types(page, "Losses", CORE.resolve("nn/loss"), "implements Loss");
    types(page, "Metrics", CORE.resolve("nn/metric"), "");
    types(page, "Whole networks", CORE.resolve("nn/model"), "implements Layer");
    return page.toString();
  }

  private static void methods(StringBuilder page) {
    page.append("\n## Methods of a tensor\n");
    for (Path file : files(CORE.resolve("tensor"), "Methods.java")) {
      String text = Sources.read(file);
      String group = file.getFileName().toString().replace("Methods.java", "");
      section(page, "### " + words(group), found(METHOD, text));
    }
  }

  private static void statics(StringBuilder page, String title, Path folder) {
    Map<String, String> rows = new TreeMap<>();
    for (Path file : files(folder, ".java")) {
      String type = file.getFileName().toString().replace(".java", "");
      found(STATIC, Sources.read(file)).forEach((name, what) -> rows.put(type + "." + name, what));
    }
    if (!rows.isEmpty()) {
      section(page, "\n## " + title, rows);
    }
  }

  private static void types(StringBuilder page, String title, Path folder, String mark) {
    Map<String, String> rows = new TreeMap<>();
    for (Path file : files(folder, ".java")) {
      String text = Sources.read(file);
      if (text.contains(mark)) {
        rows.putAll(found(TYPE, text));
      }
    }
    if (!rows.isEmpty()) {
      section(page, "\n## " + title, rows);
    }
  }

  private static void section(StringBuilder page, String title, Map<String, String> rows) {
    page.append(title).append("\n\n| name | what |\n|---|---|\n");
    rows.forEach(
        (name, what) -> page.append("| `%s` | %s |%n".formatted(name, what.replace("|", "\\|"))));
    page.append(title.startsWith("###") ? "\n" : "");
  }

  private static Map<String, String> found(Pattern pattern, String text) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Matcher m = pattern.matcher(text); m.find(); ) {
      rows.putIfAbsent(m.group(2), firstSentence(m.group(1)));
    }
    rows.remove("self");
    return rows;
  }

  private static String firstSentence(String comment) {
    StringBuilder text = new StringBuilder();
    for (String line : comment.lines().toList()) {
      String words = line.strip().substring(3).strip();
      if (words.isEmpty() || words.startsWith("@") || words.startsWith("```")) {
        break;
      }
      text.append(text.isEmpty() ? "" : " ").append(words);
    }
    String plain = text.toString().replaceAll("\\[#?([\\w.#]+)(\\(.*?\\))?\\]", "`$1`");
    Matcher end = Pattern.compile("[.:](?= [A-Z]|$)").matcher(plain);
    return end.find() ? plain.substring(0, end.start()) : plain;
  }

  private static String words(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  private static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(f -> f.toString().endsWith(ending)).sorted().forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
