package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong parameters are refused where a distribution is made: with the rule, the first offending value and its index.
class DistributionErrorsTest {
  static List<DistributionError> cases() {
    return DistributionErrors.CASES;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhatIsWrong(DistributionError wrong) {
    assertThatThrownBy(() -> wrong.call().run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(wrong.message());
    assertThat(wrong.message())
        .matches("\\w+: .+, but .+\\.|\\w+: \\w+ is for storage only\\. Convert first: .+");
  }
}
