package octavo.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() throws IOException {
    Object value =
        Json.parse(" {\"a\": [1, -2.5e1, true, false, null, \"x\"], \"b\": {}, \"c\": []} ", "f");
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", Arrays.asList(1L, -25.0, true, false, null, "x"));
    expected.put("b", Map.of());
    expected.put("c", List.of());
    assertThat(value).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":[1,2.5,true,null,\"b\"]}",
        "[-9223372036854775808,9223372036854775807]",
        "\"\\\"\\\\\\n\\r\\t\\u0001é漢😀/\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "[[[[]]]]",
        "1.0E300",
      })
  void writesWhatItRead(String text) throws IOException {
    assertThat(Json.write(Json.parse(text, "f"))).isEqualTo(text);
  }

  @Test
  void writesNumbersThatJsonLacksAsText() {
    assertThat(Json.write(List.of(Double.NaN, Double.NEGATIVE_INFINITY, Float.NaN, 1.5f)))
        .isEqualTo("[\"NaN\",\"-Infinity\",\"NaN\",1.5]");
  }

  @Test
  void turnsIntegersThatNoLongHoldsIntoDoubles() throws IOException {
    assertThat(Json.parse("9223372036854775808", "f")).isEqualTo(0x1p63);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|0|a JSON value|the end of the text",
        "{|1|'\"'|the end of the text",
        "{\"a\":1,}|7|'\"'|'}'",
        "{\"a\" 1}|5|':'|'1'",
        "{\"a\":1,\"a\":2}|7|a key that has not occurred before|'\"'",
        "{a:1}|1|'\"'|'a'",
        "[1,]|3|a JSON value|']'",
        "[1 2]|3|']'|'2'",
        "01|0|a JSON value|'0'",
        "+1|0|a JSON value|'+'",
        ".5|0|a JSON value|'.'",
        "1.|0|a JSON value|'1'",
        "1e|0|a JSON value|'1'",
        "-|0|a JSON value|'-'",
        "NaN|0|a JSON value|'N'",
        "nul|0|null|'n'",
        "1 2|2|the end of the text|'2'",
        "\"a|2|'\"'|the end of the text",
        "\"\\x\"|2|an escape|'x'",
        "\"\\u12g4\"|3|four hexadecimal digits|'1'",
        "\"é\u0001\"|3|an escaped control character|U+0001",
      })
  void refusesWhatIsNoJson(String text, long offset, String expected, String found) {
    assertThatThrownBy(() -> Json.parse(text, "f.json"))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "f.json: at byte %d: expected %s, but found %s.".formatted(offset, expected, found));
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000), "f"))
        .isInstanceOf(FormatException.class)
        .hasMessage("f: at byte 65: expected at most 64 levels of nesting, but found '['.");
  }
}
