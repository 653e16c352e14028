package octavo.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.analysis.lint.Lint;
import octavo.analysis.lint.Rule;
import org.junit.jupiter.api.Test;

/// `docs/lint.md` names every rule of lint. `-Doctavo.pages=write` writes it.
class LintPageTest {
  private static final Path FILE = Sources.root().resolve("docs/lint.md");

  @Test
  void thePageIsUpToDate() throws IOException {
    String now = page();
    if ("write".equals(System.getProperty("octavo.pages"))) {
      Files.writeString(FILE, now);
    }
    assertThat(Files.readString(FILE))
        .as("docs/lint.md; write it with -Dtest=LintPageTest -Doctavo.pages=write")
        .isEqualTo(now);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # What lint finds
            Written by the build from the rules. Each finding says what it is, where, what follows from it and how to mend it.

            ```java
            LintReport report = Lint.of(network, Tensor.zeros(1, 3, 224, 224));
            LintReport training = Lint.training(network, loss, optimizer, batches);
            LintReport some = Lint.rules().without("useless-bias").check(network, sample);
            ```

            A finding that is meant is declared on the layer by `@AcceptedFinding(rule = …, at = …, why = …)`; the report then
            names it apart. A rule of one's own implements `Rule` and joins by `Lint.rules().with(…)`.

            | rule | what is wrong | needs |
            |---|---|---|
            """);
    for (Rule rule : Lint.rules().list()) {
      String needs =
          String.join(" and ", rule.needs().stream().sorted().map(Rule.Need::words).toList());
      page.append(
          "| `%s` | %s | %s |\n"
              .formatted(rule.name(), rule.says(), needs.isEmpty() ? "the network" : needs));
    }
    return page.toString();
  }
}
