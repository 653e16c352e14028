package octavo.cli.chapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import octavo.plot.Chart;

/// The page of a chapter, filled with what its demonstration found.
///
/// @param chapter the chapter
/// @param findings what it found
public record Page(Chapter chapter, Findings findings) {
  private static final Pattern PLACE =
      Pattern.compile("(?m)^\\{\\{(code|text|figure|measured) ([\\w-]+)(?: ([\\w-]+))?\\}\\}$");

  /// Runs the demonstration of a chapter and fills its page.
  ///
  /// @throws IOException if pictures that it shows cannot be read
  public static Page of(Chapter chapter) throws IOException {
    Findings findings = new Findings();
    chapter.run(findings);
    return new Page(chapter, findings);
  }

  /// `02-softmax`, which files are named by.
  public String file() {
    return String.format(Locale.ROOT, "%02d-%s", chapter.number(), chapter.name());
  }

  /// The page in Markdown whose figures lie in files of a folder beside it, [#figureFile].
  ///
  /// @throws IllegalStateException if the page names what the demonstration did not find, or does not
  ///   name what it found
  public String markdown() {
    return fill(
        name -> "![%s](%s)".formatted(chart(name).title(), figureFile(name)),
        name -> "*`./octavo chapter %s` puts here what it measures.*".formatted(chapter.name()));
  }

  /// The page as one HTML file that needs nothing else.
  ///
  /// @throws IllegalStateException as [#markdown] does
  public String html() {
    return PageHtml.of(
        "%d. %s".formatted(chapter.number(), chapter.title()),
        fill(name -> block(chart(name)), this::measured));
  }

  /// Markdown takes lines up to an empty one as they are.
  private static String block(Chart chart) {
    return "<figure>\n" + chart.svg().replaceAll("\n\\s*\n", "\n").strip() + "\n</figure>\n";
  }

  /// Where the file of a figure lies, relative to the page.
  public String figureFile(String name) {
    return "figures/%s-%s.svg".formatted(file(), name);
  }

  private String fill(UnaryOperator<String> figure, UnaryOperator<String> measured) {
    TreeSet<String> missing = new TreeSet<>(names());
    String template = resource(file() + ".md");
    String filled =
        PLACE
            .matcher(template)
            .replaceAll(place -> {
              missing.remove(place.group(2));
              String put =
                  switch (place.group(1)) {
                    case "code" -> fenced("java", Snippet.of(place.group(2), place.group(3)));
                    case "text" -> fenced("text", text(place.group(2)));
                    case "measured" -> measured.apply(place.group(2));
                    default -> figure.apply(place.group(2));
                  };
              return Matcher.quoteReplacement(put);
            });
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "page %s: must name all that is found, but does not name %s."
              .formatted(file(), String.join(", ", missing)));
    }
    return filled;
  }

  private static String fenced(String language, String lines) {
    return "```" + language + "\n" + lines + "\n```";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(findings.texts().keySet());
    names.addAll(findings.figures().keySet());
    names.addAll(findings.measuredTexts().keySet());
    names.addAll(findings.measuredFigures().keySet());
    return names;
  }

  private String measured(String name) {
    Supplier<String> text = findings.measuredTexts().get(name);
    if (text != null) {
      return fenced("text", text.get());
    }
    Supplier<Chart> chart = findings.measuredFigures().get(name);
    if (chart == null) {
      throw notFound("measured", name);
    }
    return block(chart.get());
  }

  private String text(String name) {
    String found = findings.texts().get(name);
    if (found == null) {
      throw notFound("text", name);
    }
    return found;
  }

  private Chart chart(String name) {
    Chart found = findings.figures().get(name);
    if (found == null) {
      throw notFound("figure", name);
    }
    return found;
  }

  private IllegalStateException notFound(String kind, String name) {
    return new IllegalStateException(
        "page %s: there must be a %s %s, but the demonstration found %s."
            .formatted(file(), kind, name, String.join(", ", names())));
  }

  /// A file of this package's resources.
  static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("page: the program must hold " + name + ", but does not.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
