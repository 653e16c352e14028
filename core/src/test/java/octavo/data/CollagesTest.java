package octavo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import octavo.random.Rng;
import octavo.tensor.Shape;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CollagesTest {
  /// Images of 4×6: a bright square of 2×2 in the middle with a dark spot (class 0), a bright left half
  /// (class 1); class 2 has none.
  private static ImageDataset images() {
    byte[] pixels = new byte[2 * 24];
    for (int p : new int[] {8, 9, 14, 15}) {
      pixels[p] = (byte) 200;
    }
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        pixels[24 + 6 * row + column] = (byte) 255;
      }
    }
    return new ImageDataset(
        pixels, new byte[] {0, 1}, 4, 6, List.of("square", "half", "none"), 0, 1);
  }

  private static Collages collages() {
    return Collages.of(images(), 40, 16, Rng.of(1));
  }

  private static int[] numbers(int count) {
    return IntStream.range(0, count).toArray();
  }

  /// How many pixels of each picture have class `kind`.
  private static int[] areas(Collages data, int kind) {
    int plane = 256;
    long[] t = data.batch(numbers(40)).targets().toLongArray();
    return IntStream.range(0, 40)
        .map(n -> (int) IntStream.range(0, plane).filter(p -> t[n * plane + p] == kind).count())
        .toArray();
  }

  @Test
  void picturesDependOnTheirNumberAlone() {
    Batch all = collages().batch(numbers(40));
    Batch some = collages().batch(7, 3);
    assertThat(all.inputs().shape()).isEqualTo(Shape.of(40, 1, 16, 16));
    assertThat(all.targets().shape()).isEqualTo(Shape.of(40, 16, 16));
    assertThat(some.inputs().narrow(0, 0, 1)).isEqualTo(all.inputs().narrow(0, 7, 1));
    assertThat(some.targets().narrow(0, 1, 1)).isEqualTo(all.targets().narrow(0, 3, 1));
    assertThat(some.inputs().narrow(0, 0, 1)).isNotEqualTo(some.inputs().narrow(0, 1, 1));
    Rng rng = Rng.of(2);
    Collages other = Collages.of(images(), 40, 16, rng).withClasses(0, 1);
    assertThat(other.batch(7).inputs()).isNotEqualTo(all.inputs().narrow(0, 7, 1));
    assertThat(rng.state()).isEqualTo(Rng.of(2).state());
    assertThat(all.inputs().min().item()).isNotNegative();
    assertThat(all.inputs().max().item()).isLessThanOrEqualTo(1);
  }

  @Test
  void aPieceInItsOwnSizeCoversItsPixels() {
    Collages one = collages().withPieces(1, 1).withScale(1, 1);
    assertThat(areas(one.withClasses(0), 1)).containsOnly(4);
    assertThat(areas(one.withClasses(1), 1)).containsOnly(12);
    // nothing is added by a flip or a place at the edge, and every class is drawn
    int[] squares = areas(one, 1);
    int[] halves = areas(one, 2);
    for (int n = 0; n < 40; n++) {
      assertThat(List.of(squares[n], halves[n])).isIn(List.of(4, 0), List.of(0, 12));
    }
    assertThat(squares).contains(0, 4);
    assertThat(areas(one.withPieces(0, 0), 0)).containsOnly(256);
  }

  @Test
  void aPieceIsAsBrightAsItsImage() {
    Collages one = collages().withClasses(1).withPieces(1, 1).withScale(1, 1);
    Batch batch = one.batch(numbers(40));
    float[] x = batch.inputs().toFloatArray();
    long[] t = batch.targets().toLongArray();
    double inside = 0;
    double outside = 0;
    for (int p = 0; p < t.length; p++) {
      inside += t[p] * x[p] / (40 * 12.0);
      outside += (1 - t[p]) * x[p] / (40 * 244.0);
    }
    // light of 0.7 to 1, on average 0.85; clouds of 0.2 on average; five deviations of their means
    assertThat(inside).isBetween(0.85 - 0.07, 0.85 + 0.07);
    assertThat(outside).isBetween(0.2 - 0.07, 0.2 + 0.07);
  }

  @Test
  void sizesAreScaled() {
    Collages twice = collages().withClasses(1).withPieces(1, 1).withScale(2, 2);
    assertThat(areas(twice, 1)).containsOnly(48);
    int[] areas = areas(collages().withClasses(1).withPieces(1, 1).withScale(1, 2), 1);
    assertThat(IntStream.of(areas).boxed()).allMatch(area -> area >= 10 && area <= 50);
    assertThat(IntStream.of(areas).distinct().count()).isGreaterThan(4);
  }

  @Test
  void laterPiecesCoverEarlierOnes() {
    int[] halves = areas(collages().withPieces(3, 8).withScale(2, 2), 2);
    int[] squares = areas(collages().withPieces(3, 8).withScale(2, 2), 1);
    assertThat(IntStream.of(halves).boxed()).anyMatch(area -> area % 48 != 0);
    assertThat(IntStream.of(squares).boxed()).anyMatch(area -> area > 16);
  }

  /// A ring of bright pixels around dark ones, which only the ring's inside holds.
  @Test
  void darkSpotsBelongToThePiece() {
    byte[] pixels = new byte[25];
    for (int p : new int[] {6, 7, 8, 11, 13, 16, 17, 18}) {
      pixels[p] = (byte) 255;
    }
    ImageDataset ring = new ImageDataset(pixels, new byte[1], 5, 5, List.of("ring"), 0, 1);
    Cutout cut = Cutout.of(ring, 0);
    assertThat(cut.cover()[12]).isOne();
    assertThat(cut.brightness()[12]).isZero();
    assertThat(cut.cover()[0]).isZero();
    pixels[13] = 0; // the ring is open now
    assertThat(Cutout.of(ring, 0).cover()[12]).isZero();
  }

  @Test
  void piecesAreMirrored() {
    Cutout half = Cutout.of(images(), 1);
    assertThat(half.cover()[0]).isOne();
    assertThat(half.flipped().cover()).startsWith(0, 0, 0, 1, 1, 1);
    assertThat(half.flipped().flipped().brightness()).isEqualTo(half.brightness());
  }

  @Test
  void classesAreNamed() {
    assertThat(collages().classes()).containsExactly("background", "square", "half");
    assertThat(collages().withClasses(1).classes()).containsExactly("background", "half");
    assertThat(collages().size()).isEqualTo(40);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).hasMessage(message);
  }

  @Test
  void refusesWhatDoesNotFit() {
    refused(
        () -> Collages.of(images(), 0, 16, Rng.of(1)),
        "Collages: size and side must be positive, but are 0 and 16.");
    refused(
        () ->
            Collages.of(
                new ImageDataset(new byte[0], new byte[0], 4, 6, List.of("a"), 0, 1),
                5,
                16,
                Rng.of(1)),
        "Collages: there must be an image, but there is none.");
    Collages data = collages();
    refused(
        () -> data.withClasses(0, 2),
        "Collages: each class must have an image, but class 2 (none) has none. Leave it out.");
    refused(
        () -> Collages.of(images(), 1, 6, Rng.of(1)),
        "Collages: the largest piece must fit on a canvas, but is 7 pixels long and the side is 6. Use withScale or a larger side.");
    refused(data::withClasses, "Collages: classes must be named, each once, but are [].");
    refused(
        () -> data.withClasses(1, 1),
        "Collages: classes must be named, each once, but are [1, 1].");
    refused(() -> data.withClasses(3), "Collages: classes must be in [0, 2], but one is 3.");
    refused(
        () -> data.withPieces(2, 1),
        "Collages: the pieces must be from 0 up, the fewest first, but are 2 to 1.");
    refused(
        () -> data.withScale(0, 1),
        "Collages: the scale must be positive and finite, the smallest first, but is 0.0 to 1.0.");
    refused(
        () -> data.withScale(1, 1e300),
        "Collages: the largest piece must fit on a canvas, but is %d pixels long and the side is 16. Use withScale or a larger side."
            .formatted(Long.MAX_VALUE));
    refused(() -> data.batch(40), "Collages: pictures must be in [0, 39], but one is 40.");
  }
}
