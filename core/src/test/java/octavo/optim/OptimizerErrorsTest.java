package octavo.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimizers refuse what does not fit: with the rule and what was given.
class OptimizerErrorsTest {
  static Stream<OptimizerErrors.Wrong> cases() {
    return Stream.concat(OptimizerErrors.NUMBERS.stream(), OptimizerErrors.CALLS.stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrong(OptimizerErrors.Wrong wrong) {
    assertThatThrownBy(() -> wrong.call().run())
        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
        .hasMessage(wrong.message());
  }
}
