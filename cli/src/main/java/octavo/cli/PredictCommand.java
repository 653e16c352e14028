package octavo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.data.FashionMnist;
import octavo.data.ImageDataset;
import octavo.format.Png;
import octavo.tensor.IndexingMethods.Sorted;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `octavo predict`: what a trained network sees in a picture.
@Command(
    name = "predict",
    description = "Show what a trained network sees in a picture: the three likeliest classes.",
    showDefaultValues = true)
final class PredictCommand implements Callable<Integer> {
  private static final int SIZE = 28;

  /// Whether to do a thing: where it fits, always or never.
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    boolean holds(boolean fits) {
      return this == ALWAYS || (this == AUTO && fits);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      showDefaultValue = Visibility.NEVER,
      description = "A model or checkpoint of 'octavo train'.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "IMAGE.png",
      showDefaultValue = Visibility.NEVER,
      description = "A picture.")
  private Path image = Path.of("");

  @Option(
      names = "--color",
      description = "Draw with color: ${COMPLETION-CANDIDATES}; auto is only in a terminal.")
  private When color = When.AUTO;

  @Option(
      names = "--invert",
      description =
          "Exchange light and dark: ${COMPLETION-CANDIDATES}; auto does if the edge is light, as the"
              + " networks know light things on dark.")
  private When invert = When.AUTO;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Models.Loaded model = Models.load(file);
    Picture picture = Picture.of(Png.read(image), SIZE);
    boolean turn = invert.holds(picture.isDarkOnLight());
    Picture seen = turn ? picture.inverted() : picture;
    List<String> classes = FashionMnist.CLASSES;
    // one image with any label, so that it is scaled as in training
    ImageDataset single = FashionMnist.images(seen.pixels(), new byte[1], SIZE, SIZE);
    Tensor probabilities = model.layer().forward(single.batch(0).inputs()).softmax(1);
    Sorted best = probabilities.topK(3, 1);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Terminal terminal = Terminal.detect();
    out.print(seen.draw(color.holds(terminal.color() && terminal.blocks())));
    if (turn) {
      out.println("(light and dark exchanged)");
    }
    for (int i = 0; i < 3; i++) {
      out.printf(
          Locale.ROOT,
          "%-12s %6.2f %%%n",
          classes.get((int) best.indices().get(0, i)),
          100 * best.values().get(0, i));
    }
    out.flush();
    return 0;
  }
}
