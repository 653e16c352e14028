package octavo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.data.ImageDataset;
import octavo.train.Evaluation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
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
  @Parameters(
      paramLabel = "MODEL",
      showDefaultValue = Visibility.NEVER,
      description = "A model or checkpoint of 'octavo train'.")
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
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "accuracy %.2f %%, loss %.4f on %,d images%n",
        100 * result.accuracy(),
        result.loss(),
        test.size());
    out.printf("%-12s %8s %11s %8s %8s%n", "class", "images", "precision", "recall", "F1");
    for (int c = 0; c < test.classes().size(); c++) {
      Evaluation.ClassScore score = result.score(c);
      out.printf(
          Locale.ROOT,
          "%-12s %8d %9.1f %% %6.1f %% %6.1f %%%n",
          test.classes().get(c),
          score.actual(),
          100 * score.precision(),
          100 * score.recall(),
          100 * score.f1());
    }
    out.flush();
    return 0;
  }
}
