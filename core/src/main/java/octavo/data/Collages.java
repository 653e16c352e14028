package octavo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import octavo.random.Rng;
import octavo.tensor.Tensors;

/// Pictures to segment, made from those of an [ImageDataset]: pieces of random class, place, size and
/// brightness on clouds, later ones over earlier ones, and a grain over it all. A batch holds the brightness
/// from 0 to 1 as float32 `[batch, 1, side, side]`, and for each pixel the class of the piece it belongs
/// to, int64 `[batch, side, side]`: 0 is background, `i + 1` the class number `i` of those that take part.
///
/// Picture `n` depends on the generator and `n` alone, and is drawn when it is read.
///
/// ```java
/// Collages data =
///     Collages.of(FashionMnist.train(folder), 2000, 64, Rng.of(1)).withClasses(1, 7, 8);
/// Tensor targets = data.batch(0, 1).targets(); // [2, 64, 64], from 0 to 3
/// ```
public final class Collages implements Dataset {
  private final ImageDataset images;
  private final int size;
  private final int side;
  private final Rng rng;
  private final int[][] members;
  private final List<String> names;
  private final Pieces pieces;

  /// How many pieces there are, and how large.
  private record Pieces(int fewest, int most, double smallest, double largest) {}

  private Collages(
      ImageDataset images,
      int size,
      int side,
      Rng rng,
      int[][] members,
      List<String> names,
      Pieces pieces) {
    this.images = images;
    this.size = size;
    this.side = side;
    this.rng = rng;
    this.members = members;
    this.names = names;
    this.pieces = pieces;
    long longest = Math.round(pieces.largest() * Math.max(images.height(), images.width()));
    if (longest > side) {
      throw new IllegalArgumentException(
          "Collages: the largest piece must fit on a canvas, but is %d pixels long and the side is %d. Use withScale or a larger side."
              .formatted(longest, side));
    }
  }

  /// So many pictures of `side × side` pixels, each with two to five pieces of any class that has an image, in 0.6 to 1.1 times
  /// the size that the images have. `rng` is not moved.
  ///
  /// @throws IllegalArgumentException if a number is not positive, there is no image, or pieces do not fit on a
  ///   canvas
  public static Collages of(ImageDataset images, int size, int side, Rng rng) {
    if (size < 1 || side < 1) {
      throw new IllegalArgumentException(
          "Collages: size and side must be positive, but are %d and %d.".formatted(size, side));
    }
    int[] all =
        IntStream.range(0, images.size())
            .map(n -> images.labels()[n] & 0xFF)
            .sorted()
            .distinct()
            .toArray();
    if (all.length == 0) {
      throw new IllegalArgumentException("Collages: there must be an image, but there is none.");
    }
    return new Collages(
        images,
        size,
        side,
        rng.copy(),
        members(images, all),
        names(images, all),
        new Pieces(2, 5, 0.6, 1.1));
  }

  /// With pieces of these classes only, in this order.
  ///
  /// @throws IllegalArgumentException if there is none, one is named twice or has no image
  /// @throws IndexOutOfBoundsException if there is no such class
  public Collages withClasses(int... chosen) {
    int count = images.classes().size();
    if (chosen.length == 0 || Arrays.stream(chosen).distinct().count() < chosen.length) {
      throw new IllegalArgumentException(
          "Collages: classes must be named, each once, but are " + Arrays.toString(chosen) + ".");
    }
    for (int number : chosen) {
      if (number < 0 || number >= count) {
        throw new IndexOutOfBoundsException(
            "Collages: classes must be in [0, %d], but one is %d.".formatted(count - 1, number));
      }
    }
    return new Collages(
        images, size, side, rng, members(images, chosen), names(images, chosen), pieces);
  }

  /// With this many pieces on each canvas, any number as likely as another.
  ///
  /// @throws IllegalArgumentException if the numbers are negative or in the wrong order
  public Collages withPieces(int fewest, int most) {
    if (fewest < 0 || most < fewest) {
      throw new IllegalArgumentException(
          "Collages: the pieces must be from 0 up, the fewest first, but are %d to %d."
              .formatted(fewest, most));
    }
    return with(new Pieces(fewest, most, pieces.smallest(), pieces.largest()));
  }

  /// With pieces in this many times the size of the images.
  ///
  /// @throws IllegalArgumentException if the numbers are not positive, in the wrong order, or pieces do not fit on
  /// a canvas
  public Collages withScale(double smallest, double largest) {
    if (!(smallest > 0 && largest >= smallest && Double.isFinite(largest))) {
      throw new IllegalArgumentException(
          "Collages: the scale must be positive and finite, the smallest first, but is %s to %s."
              .formatted(smallest, largest));
    }
    return with(new Pieces(pieces.fewest(), pieces.most(), smallest, largest));
  }

  private Collages with(Pieces other) {
    return new Collages(images, size, side, rng, members, names, other);
  }

  private static int[][] members(ImageDataset images, int[] chosen) {
    int[][] members = new int[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      int kind = chosen[i];
      members[i] =
          IntStream.range(0, images.size())
              .filter(n -> (images.labels()[n] & 0xFF) == kind)
              .toArray();
      if (members[i].length == 0) {
        throw new IllegalArgumentException(
            "Collages: each class must have an image, but class %d (%s) has none. Leave it out."
                .formatted(kind, images.classes().get(kind)));
      }
    }
    return members;
  }

  private static List<String> names(ImageDataset images, int[] chosen) {
    List<String> names = new ArrayList<>(List.of("background"));
    for (int kind : chosen) {
      names.add(images.classes().get(kind));
    }
    return List.copyOf(names);
  }

  /// The names of the classes of a pixel, background first.
  public List<String> classes() {
    return names;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Batch batch(int... numbers) {
    int plane = side * side;
    float[] x = new float[numbers.length * plane];
    long[] t = new long[numbers.length * plane];
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= size) {
        throw new IndexOutOfBoundsException(
            "Collages: pictures must be in [0, %d], but one is %d."
                .formatted(size - 1, numbers[i]));
      }
      Rng own = rng.split("picture " + numbers[i]);
      draw(own).develop(x, t, i * plane, own);
    }
    return new Batch(
        Tensors.of(x, numbers.length, 1, side, side), Tensors.of(t, numbers.length, side, side));
  }

  private Collage draw(Rng own) {
    Collage canvas = new Collage(side, own);
    int count = pieces.fewest() + own.nextInt(pieces.most() - pieces.fewest() + 1);
    for (int i = 0; i < count; i++) {
      int kind = own.nextInt(members.length);
      Cutout piece = Cutout.of(images, members[kind][own.nextInt(members[kind].length)]);
      double scale = pieces.smallest() + (pieces.largest() - pieces.smallest()) * own.nextDouble();
      int height = Math.max(1, (int) Math.round(scale * images.height()));
      int width = Math.max(1, (int) Math.round(scale * images.width()));
      canvas.paste(
          own.nextInt(2) == 0 ? piece : piece.flipped(),
          kind + 1,
          own.nextInt(side - height + 1),
          own.nextInt(side - width + 1),
          height,
          width,
          (float) (0.7 + 0.3 * own.nextDouble()));
    }
    return canvas;
  }
}
