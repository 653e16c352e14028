package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import octavo.format.FormatException;
import octavo.random.Rng;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterTextTest {
  private static final CharacterText TEXT = CharacterText.of("abca\uD83D\uDC0B");

  @TempDir private Path folder = Path.of("");

  @Test
  void numbersCharactersInTheirOrder() {
    assertThat(TEXT.length()).isEqualTo(5);
    assertThat(TEXT.vocabulary()).isEqualTo("abc\uD83D\uDC0B");
    assertThat(TEXT.encode("cab\uD83D\uDC0B")).containsExactly(2, 0, 1, 3);
    assertThat(TEXT.decode(3, 2, 0)).isEqualTo("\uD83D\uDC0Bca");
    assertThat(TEXT.part(1, 3).vocabularySize()).isEqualTo(4);
  }

  @Test
  void whatIsNotUtf8IsRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("latin.txt"), "abcé".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CharacterText.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("text in UTF-8")
        .hasMessageContaining("3");
  }

  @Test
  void aTargetIsTheNextCharacter() {
    Dataset windows = TEXT.windows(3);
    assertThat(windows.size()).isEqualTo(2);
    Batch batch = windows.batch(1, 0);
    assertThat(batch.inputs()).isEqualTo(Tensors.of(new long[] {1, 2, 0, 0, 1, 2}, 2, 3));
    assertThat(batch.targets()).isEqualTo(Tensors.of(new long[] {2, 0, 3, 1, 2, 0}, 2, 3));
  }

  @Test
  void randomWindowsReachBothEnds() {
    Batch batch = TEXT.randomWindows(200, 4, Rng.of(1));
    assertThat(batch.inputs().shape().toArray()).containsExactly(200, 4);
    Batch wide = TEXT.randomWindows(200, 1, Rng.of(1));
    assertThat(wide.targets().max().item()).isEqualTo(3);
    assertThat(wide.inputs().min().item()).isZero();
    assertThat(wide.inputs()).isEqualTo(TEXT.randomWindows(200, 1, Rng.of(1)).inputs());
  }

  @Test
  void mobyDickComesWithTheLibrary() {
    CharacterText text = CharacterText.mobyDick();
    assertThat(text.length()).isEqualTo(593_125);
    assertThat(text.vocabularySize()).isEqualTo(79);
    long[] first = text.encode("CHAPTER 1. Loomings.\n\nCall me Ishmael.");
    assertThat(text.decode(first)).endsWith("Call me Ishmael.");
    long[] begins = new long[first.length];
    Batch batch = text.windows(first.length).batch(0);
    for (int i = 0; i < begins.length; i++) {
      begins[i] = (long) batch.inputs().toDoubleArray()[i];
    }
    assertThat(begins).isEqualTo(first);
  }

  @Test
  void readsPlainAndCompressedFiles() throws IOException {
    Path plain = Files.writeString(folder.resolve("a.txt"), "whale");
    assertThat(CharacterText.read(plain).vocabulary()).isEqualTo("aehlw");
    Path bad = Files.write(folder.resolve("b.gz"), "no".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CharacterText.read(bad))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected a whole gzip stream, but found it damaged or cut off");
    Path bundled = Path.of("../data/moby-dick/moby-dick.txt.gz");
    assertThat(CharacterText.read(bundled).length()).isEqualTo(593_125);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> TEXT.encode("ax"))
        .hasMessage(
            "CharacterText: every character must occur in the text, but 'x' at 1 does not.");
    assertThatThrownBy(() -> TEXT.decode(4))
        .hasMessage("CharacterText: the number of a character must be in [0, 3], but is 4.");
    assertThatThrownBy(() -> TEXT.part(2, 6))
        .hasMessage("CharacterText: a part must lie in [0, 5], but is from 2 to 6.");
    assertThatThrownBy(() -> TEXT.windows(5))
        .hasMessage(
            "CharacterText: a window must have a step and be shorter than the text, but has 5 steps for 5 characters.");
    assertThatThrownBy(() -> TEXT.windows(3).batch(2))
        .hasMessage("CharacterText: the number of a window must be in [0, 1], but is 2.");
    assertThatThrownBy(() -> TEXT.randomWindows(-1, 2, Rng.of(1)))
        .hasMessage("CharacterText: the number of windows must not be negative, but is -1.");
  }
}
