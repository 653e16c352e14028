package octavo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options parse(String... arguments) {
    return Options.parse(arguments, "--threads", "--seconds");
  }

  @Test
  void whatIsSaidCountsElseTheDefault() {
    Options options = parse("--threads", "1,12");
    assertThat(options.integers("--threads", "3")).isEqualTo(List.of(1, 12));
    assertThat(options.number("--seconds", 0.7)).isEqualTo(0.7);
    assertThat(options.text("--seconds", "none")).isEqualTo("none");
    assertThat(parse("--threads", "4").integer("--threads", 1)).isEqualTo(4);
  }

  @Test
  void whatIsWrongIsRefused() {
    assertThatThrownBy(() -> parse("--thread", "1"))
        .hasMessage("options: an option must be one of [--threads, --seconds], but is '--thread'.");
    assertThatThrownBy(() -> parse("--threads"))
        .hasMessage("options: --threads must have a value, but has none.");
    assertThatThrownBy(() -> parse("--threads", "1,0").integers("--threads", "1"))
        .hasMessage("options: --threads must be a whole number of at least 1, but is '0'.");
    assertThatThrownBy(() -> parse("--threads", "two").integer("--threads", 1))
        .hasMessage("options: --threads must be a whole number of at least 1, but is 'two'.");
    for (String text : List.of("x", "0", "-1", "NaN", "Infinity")) {
      assertThatThrownBy(() -> parse("--seconds", text).number("--seconds", 1))
          .hasMessage("options: --seconds must be a positive number, but is '" + text + "'.");
    }
  }
}
