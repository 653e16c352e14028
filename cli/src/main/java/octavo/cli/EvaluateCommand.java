package octavo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import octavo.data.ImageDataset;
import octavo.train.Evaluation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `octavo evaluate`: how well a trained network does on the test images, class by class.
@Command(
    name = "evaluate",
    description = "Show how well a trained network does on the test images.",
    showDefaultValues = true)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "A model or checkpoint of 'octavo train'.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "bundled|DIR",
      description = "The bundled images, or a folder with the four IDX files.")
  private String data = Data.BUNDLED;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Models.Loaded model = Models.load(file);
    ImageDataset test = Data.test(data);
    Evaluation result = Evaluation.of(model.layer(), test);
    int[][] confusion = result.confusion(test.classes().size());
    StringBuilder text = new StringBuilder();
    text.append(
        "accuracy %.2f %%, loss %.4f on %,d images%n"
            .formatted(100 * result.accuracy(), result.loss(), test.size()));
    text.append("%-12s %8s %10s %7s%n".formatted("class", "images", "precision", "recall"));
    for (int c = 0; c < confusion.length; c++) {
      int actual = 0;
      int predicted = 0;
      for (int other = 0; other < confusion.length; other++) {
        actual += confusion[c][other];
        predicted += confusion[other][c];
      }
      text.append(
          "%-12s %8d %9.1f%% %6.1f%%%n"
              .formatted(
                  test.classes().get(c),
                  actual,
                  100.0 * confusion[c][c] / Math.max(1, predicted),
                  100.0 * confusion[c][c] / Math.max(1, actual)));
    }
    if (spec != null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
