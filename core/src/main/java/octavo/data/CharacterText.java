package octavo.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import octavo.format.FormatException;
import octavo.random.Rng;
import octavo.tensor.Tensors;

/// A text as a sequence of characters, each a number: what a small language model learns from.
///
/// ```java
/// CharacterText text = CharacterText.mobyDick();
/// Batch batch = text.randomWindows(16, 64, rng); // tokens and, for each, the one behind it
/// ```
///
/// A character is a Unicode code point; its number is its place among those that occur, in their order.
public final class CharacterText {
  private final int[] vocabulary;
  private final int[] tokens;

  private CharacterText(int[] vocabulary, int[] tokens) {
    this.vocabulary = vocabulary;
    this.tokens = tokens;
  }

  /// A text whose vocabulary is the characters that occur in it.
  public static CharacterText of(String text) {
    int[] characters = text.codePoints().toArray();
    int[] vocabulary = Arrays.stream(characters).distinct().sorted().toArray();
    return new CharacterText(vocabulary, numbers(vocabulary, characters));
  }

  /// A text from a file in UTF-8, compressed if its name ends in `.gz`.
  ///
  /// @throws IOException if it cannot be read
  public static CharacterText read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!file.toString().endsWith(".gz")) {
      return of(decoded(file, bytes));
    }
    byte[] text;
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      text = plain.readAllBytes();
    } catch (IOException e) {
      FormatException told =
          new FormatException(file.toString(), 0, "a whole gzip stream", "it damaged or cut off");
      told.initCause(e);
      throw told;
    }
    return of(decoded(file, text));
  }

  private static String decoded(Path file, byte[] text) throws FormatException {
    CharBuffer characters = CharBuffer.allocate(text.length);
    ByteBuffer bytes = ByteBuffer.wrap(text);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, characters, true);
    if (result.isError()) {
      throw new FormatException(
          file.toString(), bytes.position(), "text in UTF-8", "bytes that are none");
    }
    return characters.flip().toString();
  }

  /// The first 60 chapters of *Moby Dick* (Melville, 1851), which come with the library: 593,125
  /// characters of 79 kinds, all ASCII, a paragraph a line.
  public static CharacterText mobyDick() {
    try (InputStream raw = CharacterText.class.getResourceAsStream("moby-dick.txt.gz")) {
      if (raw == null) {
        throw new IllegalStateException(
            "CharacterText: the text is missing from the library's jar.");
      }
      byte[] text = new GZIPInputStream(raw).readAllBytes();
      return of(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("CharacterText: the text in the jar is damaged.", e);
    }
  }

  private static int[] numbers(int[] vocabulary, int[] characters) {
    int[] found = new int[characters.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = Arrays.binarySearch(vocabulary, characters[i]);
      if (found[i] < 0) {
        throw new IllegalArgumentException(
            "CharacterText: every character must occur in the text, but '%s' at %d does not."
                .formatted(Character.toString(characters[i]), i));
      }
    }
    return found;
  }

  /// How many characters the text has.
  public int length() {
    return tokens.length;
  }

  /// How many kinds of characters there are.
  public int vocabularySize() {
    return vocabulary.length;
  }

  /// The characters that occur, in the order of their numbers.
  public String vocabulary() {
    return new String(vocabulary, 0, vocabulary.length);
  }

  /// The characters `from` to `to` (exclusive) as a text with the same vocabulary: for validation.
  ///
  /// @throws IndexOutOfBoundsException if the text has no such part
  public CharacterText part(int from, int to) {
    if (from < 0 || to < from || to > tokens.length) {
      throw new IndexOutOfBoundsException(
          "CharacterText: a part must lie in [0, %d], but is from %d to %d."
              .formatted(tokens.length, from, to));
    }
    return new CharacterText(vocabulary, Arrays.copyOfRange(tokens, from, to));
  }

  /// The numbers of the characters of `text`.
  ///
  /// @throws IllegalArgumentException if one does not occur in the vocabulary
  public long[] encode(String text) {
    return Arrays.stream(numbers(vocabulary, text.codePoints().toArray())).asLongStream().toArray();
  }

  /// The characters with these numbers.
  ///
  /// @throws IndexOutOfBoundsException if a number is no character's
  public String decode(long... numbers) {
    StringBuilder text = new StringBuilder();
    for (long number : numbers) {
      if (number < 0 || number >= vocabulary.length) {
        throw new IndexOutOfBoundsException(
            "CharacterText: the number of a character must be in [0, %d], but is %d."
                .formatted(vocabulary.length - 1, number));
      }
      text.appendCodePoint(vocabulary[(int) number]);
    }
    return text.toString();
  }

  /// All windows of `steps` characters: example `i` begins at character `i`, its target at the next one.
  ///
  /// @throws IllegalArgumentException if the text is no longer than a window
  public Dataset windows(int steps) {
    int count = places(steps);
    return new Dataset() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public Batch batch(int... numbers) {
        for (int number : numbers) {
          if (number < 0 || number >= count) {
            throw new IndexOutOfBoundsException(
                "CharacterText: the number of a window must be in [0, %d], but is %d."
                    .formatted(count - 1, number));
          }
        }
        return windowsAt(steps, numbers);
      }
    };
  }

  /// `count` windows of `steps` characters that begin anywhere, each place equally likely.
  ///
  /// @throws IllegalArgumentException if the text is no longer than a window, or the count is negative
  public Batch randomWindows(int count, int steps, Rng rng) {
    int places = places(steps);
    if (count < 0) {
      throw new IllegalArgumentException(
          "CharacterText: the number of windows must not be negative, but is " + count + ".");
    }
    int[] starts = new int[count];
    Arrays.setAll(starts, i -> rng.nextInt(places));
    return windowsAt(steps, starts);
  }

  private int places(int steps) {
    if (steps < 1 || steps >= tokens.length) {
      throw new IllegalArgumentException(
          "CharacterText: a window must have a step and be shorter than the text, but has %d steps for %d characters."
              .formatted(steps, tokens.length));
    }
    return tokens.length - steps;
  }

  private Batch windowsAt(int steps, int[] starts) {
    long[] inputs = new long[starts.length * steps];
    long[] targets = new long[inputs.length];
    for (int i = 0; i < starts.length; i++) {
      for (int t = 0; t < steps; t++) {
        inputs[i * steps + t] = tokens[starts[i] + t];
        targets[i * steps + t] = tokens[starts[i] + t + 1];
      }
    }
    return new Batch(
        Tensors.of(inputs, starts.length, steps), Tensors.of(targets, starts.length, steps));
  }
}
