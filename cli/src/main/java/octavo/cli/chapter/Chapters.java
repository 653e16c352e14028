package octavo.cli.chapter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The chapters that there are, in the order of the notebook.
public final class Chapters {
  private static final List<Chapter> ALL =
      List.of(
          new ReparameterizationChapter(),
          new SoftmaxChapter(),
          new DropoutChapter(),
          new PoolingChapter(),
          new BiasChapter(),
          new SmoothChapter(),
          new OptimizersChapter(),
          new ReceptiveFieldChapter(),
          new ActivationsChapter(),
          new ConvolutionChapter(),
          new ApproximationChapter(),
          new UpsamplingChapter());

  private Chapters() {}

  /// All of them.
  public static List<Chapter> all() {
    return ALL;
  }

  /// The chapter of this number or name, in any case of letters.
  public static Optional<Chapter> find(String wanted) {
    String word = wanted.strip().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(c -> c.name().equals(word) || Integer.toString(c.number()).equals(word))
        .findFirst();
  }
}
