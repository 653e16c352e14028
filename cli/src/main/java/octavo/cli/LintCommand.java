package octavo.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import octavo.analysis.lint.Lint;
import octavo.analysis.lint.LintReport;
import octavo.analysis.lint.LintRules;
import octavo.analysis.lint.Rule;
import octavo.analysis.lint.Training;
import octavo.data.DataLoader;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizers;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo lint`: faults of a network, with the reasons and the ways out.
@Command(
    name = "lint",
    description =
        "Look for faults in a network: what, where, why and how to mend it. Ends with 1 if something is found. A"
            + " network for images of clothing is looked at with them, trained as 'octavo train' does.",
    showDefaultValues = true)
final class LintCommand implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final double RATE = 1e-3;

  @Mixin private ModelArgument model = new ModelArgument();

  @Option(
      names = "--data",
      paramLabel = "bundled|DIR",
      description = "The bundled images, or a folder with the four IDX files.")
  private String data = Data.BUNDLED;

  @Option(
      names = "--without",
      paramLabel = "RULE",
      showDefaultValue = Visibility.NEVER,
      split = ",",
      description = "A rule that is left out; several with commas, or the option again.")
  private List<String> without = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LintRules rules = rules();
    LintReport report = report(rules, model.open());
    Screen screen = Screen.of(spec);
    if (json) {
      screen.out().println(report.toJson());
    } else {
      screen.print(report.toString());
    }
    screen.out().flush();
    return report.isClean() ? 0 : 1;
  }

  private LintRules rules() {
    List<String> names = Lint.rules().list().stream().map(Rule::name).toList();
    if (spec != null && spec.commandLine().getParseResult().hasMatchedOption("--without")) {
      checkNames(names);
    }
    for (String name : without) {
      if (!names.contains(name)) {
        throw new Main.WrongUse(
            "--without: there is no rule '%s'.%s The rules are %s."
                .formatted(name, Suggestion.of(name, names), String.join(", ", names)));
      }
    }
    return Lint.rules().without(without.toArray(new String[0]));
  }

  /// Checks that there are names between and beside all commas: those that are empty at the end are lost when a
  /// value is split, and with them a variable of the shell that is not set.
  private void checkNames(List<String> rules) {
    for (String value :
        Objects.requireNonNull(spec)
            .commandLine()
            .getParseResult()
            .matchedOption("--without")
            .originalStringValues()) {
      if (Stream.of(value.split(",", -1)).anyMatch(String::isBlank)) {
        throw new Main.WrongUse(
            "--without must name rules, with a comma between two, but is '%s'. The rules are %s."
                .formatted(value, String.join(", ", rules)));
      }
    }
  }

  private LintReport report(LintRules rules, Models.Opened opened) throws IOException {
    if (opened.kind().trainable() && !model.isSized()) {
      Rng rng = Rng.of(1);
      DataLoader batches = DataLoader.shuffled(Data.train(data), BATCH, rng);
      return rules.check(
          Training.of(opened.layer(), batches)
              .withLoss(CrossEntropy.mean())
              .withOptimizer(Optimizers.adam(RATE).create(opened.layer().parameters())));
    }
    if (spec != null && spec.commandLine().getParseResult().hasMatchedOption("--data")) {
      throw new Main.WrongUse(
          "--data is for networks that 'octavo train' trains, with their own sizes of the input: %s. Leave it out, or --input."
              .formatted(Models.names(BuiltIn::trainable)));
    }
    Tensor sample = model.sample(opened);
    try {
      return rules.check(opened.layer(), sample);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw model.refused(opened, sample, e);
    }
  }
}
