package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What was probably meant, and words as a shell takes them.
class SuggestionTest {
  private static final List<String> NAMES = List.of("train", "evaluate", "lint");

  @Test
  void theNearestNameIsNamed() {
    assertThat(Suggestion.of("trian", NAMES)).isEqualTo(" Did you mean 'train'?");
    assertThat(Suggestion.of("trin", NAMES)).isEqualTo(" Did you mean 'train'?");
    assertThat(Suggestion.of("EVALUATE", NAMES)).isEqualTo(" Did you mean 'evaluate'?");
    assertThat(Suggestion.of("evalaute", NAMES)).isEqualTo(" Did you mean 'evaluate'?");
    assertThat(Suggestion.of("lints", NAMES)).isEqualTo(" Did you mean 'lint'?");
    assertThat(Suggestion.of("tabs", NAMES)).isEmpty();
    assertThat(Suggestion.of("-x", List.of("-h", "-V"))).isEmpty();
    assertThat(Suggestion.of("", NAMES)).isEmpty();
    assertThat(Suggestion.of("any", List.of())).isEmpty();
  }

  @Test
  void aWordIsQuotedWhereTheShellWouldTakeItApart() {
    assertThat(ShellWord.of("runs/größe-1.5")).isEqualTo("runs/größe-1.5");
    assertThat(ShellWord.of("my runs")).isEqualTo("'my runs'");
    assertThat(ShellWord.of("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellWord.of("")).isEqualTo("''");
  }
}
