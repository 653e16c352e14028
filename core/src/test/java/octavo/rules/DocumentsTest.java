package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a document names is there: the targets of its links, the files and the types it mentions.
class DocumentsTest {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern FILE =
      Pattern.compile("`([\\w.-]+(?:/[\\w.-]+)*/[\\w.-]+\\.(?:md|java|py|sh|xml|gz|csv))`");
  private static final Pattern TYPE =
      Pattern.compile("`(octavo(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*)[\\w.#(),]*`");

  private static final Path ROOT = Sources.root();

  @Test
  void whatDocumentsNameIsThere() {
    List<String> broken = new ArrayList<>();
    for (Path file : Sources.below(ROOT, ".md")) {
      check(ROOT.relativize(file), Sources.read(file), broken);
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void findsWhatIsNotThere() {
    List<String> broken = new ArrayList<>();
    String text =
        """
        [a](no-such.md) [b](LICENSE#part) [c](https://example.org) `docs/no-such.md` `mvnw`
        `octavo.nn.Layer` `octavo.nn.NoSuchLayer` `octavo.nn.Layer#forward`
        ```
        [d](in-a-code-block.md)
        ```
        """;
    check(Path.of("README.md"), text, broken);
    assertThat(broken)
        .containsExactly(
            "README.md: the link no-such.md leads nowhere",
            "README.md: there is no file docs/no-such.md",
            "README.md: there is no type octavo.nn.NoSuchLayer");
  }

  private static void check(Path document, String text, List<String> broken) {
    Path folder = ROOT.resolve(document).toAbsolutePath().getParent();
    String prose = FENCE.matcher(text).replaceAll("");
    for (Matcher link = LINK.matcher(prose); link.find(); ) {
      String target = link.group(1).replaceFirst("#.*", "");
      boolean outside = target.matches("[a-z]+:.*") || target.isEmpty();
      if (!outside && !Files.exists(folder.resolve(target))) {
        broken.add(document + ": the link " + target + " leads nowhere");
      }
    }
    for (Matcher file = FILE.matcher(prose); file.find(); ) {
      String name = file.group(1);
      if (!Files.exists(folder.resolve(name)) && !Files.exists(ROOT.resolve(name))) {
        broken.add(document + ": there is no file " + name);
      }
    }
    for (Matcher type = TYPE.matcher(text); type.find(); ) {
      String path = "src/main/java/" + type.group(1).replace('.', '/') + ".java";
      boolean known =
          List.of("core", "cli", "examples", "benchmarks").stream()
              .anyMatch(module -> Files.exists(ROOT.resolve(module).resolve(path)));
      if (!known) {
        broken.add(document + ": there is no type " + type.group(1));
      }
    }
  }
}
