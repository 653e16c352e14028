package octavo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.data.DataLoader;
import octavo.data.ImageDataset;
import octavo.nn.Layer;
import octavo.nn.loss.CrossEntropy;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.plot.TextColor;
import octavo.random.Rng;
import octavo.tensor.Threads;
import octavo.train.Checkpoint;
import octavo.train.Evaluation;
import octavo.train.RateFinder;
import octavo.train.RateSweep;
import octavo.train.Trainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo train`: trains a network on images and leaves a model, a checkpoint and a report.
@Command(
    name = "train",
    description = "Train a network on images; leaves a model, a checkpoint and a report.",
    showDefaultValues = true)
final class TrainCommand implements Callable<Integer> {
  private static final double CHECKPOINT_SECONDS = 1;

  @Option(names = "--model", description = "lenet or mlp.")
  private String model = "lenet";

  @Option(
      names = "--data",
      paramLabel = "bundled|DIR",
      description = "The bundled images, or a folder with the four IDX files.")
  private String data = Data.BUNDLED;

  @Option(names = "--epochs", description = "How often to go through the images.")
  private int epochs = 8;

  @Option(names = "--batch", description = "Images in one step.")
  private int batch = 64;

  @Option(
      names = "--lr",
      description = "Learning rate. Default: 0.001, for sgd 0.1, for momentum 0.02.")
  private @Nullable Double rate;

  @Option(
      names = "--find-rate",
      description =
          "Only look for a learning rate: let it rise while training, and print the loss.")
  private boolean findRate;

  @Option(names = "--optimizer", description = "adam, adamw, sgd or momentum.")
  private String optimizer = "adam";

  @Option(names = "--seed", description = "Decides every random number.")
  private long seed = 1;

  @Option(
      names = "--threads",
      description = "Threads; changes the speed, never the result. Default: all cores.")
  private @Nullable Integer threads;

  @Option(names = "--out", description = "The folder to write to.")
  private Path out = Path.of("runs", "latest");

  @Option(names = "--resume", description = "Go on from the checkpoint in --out, if there is one.")
  private boolean resume;

  @Spec private @Nullable CommandSpec spec;

  private Optimizers.Builder builder() {
    double lr =
        rate != null
            ? rate
            : optimizer.equals("sgd") ? 0.1 : optimizer.equals("momentum") ? 0.02 : 1e-3;
    return switch (optimizer) {
      case "adam" -> Optimizers.adam(lr);
      case "adamw" -> Optimizers.adamW(lr);
      case "sgd" -> Optimizers.sgd(lr);
      case "momentum" -> Optimizers.sgd(lr).withMomentum(0.9);
      default ->
          throw new Main.WrongUse(
              "--optimizer must be one of adam, adamw, sgd, momentum, but is '" + optimizer + "'.");
    };
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model", model);
    settings.put("data", data);
    settings.put("batch", Integer.toString(batch));
    settings.put("optimizer", optimizer);
    settings.put("lr", rate == null ? "default" : rate.toString());
    settings.put("seed", Long.toString(seed));
    return settings;
  }

  /// What the report says about how it was made.
  private Map<String, String> reported(int done, double seconds) {
    Map<String, String> all = settings();
    all.put("epochs", Integer.toString(done));
    StringBuilder command = new StringBuilder("./octavo train");
    all.forEach((name, value) -> {
      if (!value.equals("default")) {
        command.append(" --").append(name).append(' ').append(ShellWord.of(value));
      }
    });
    all.put("command", command.toString());
    all.put("time of this run", String.format(Locale.ROOT, "%.1f s", seconds));
    all.put("threads", Integer.toString(Threads.count()));
    all.put(
        "machine",
        "%s %s, %d cores, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version")));
    return all;
  }

  /// The options that were given but for --resume and `others`, to be typed again: a checkpoint goes on only with
  /// those that it was made with.
  private String given(String... others) {
    List<String> left = new ArrayList<>(List.of(others));
    left.add("--resume");
    StringBuilder text = new StringBuilder();
    for (OptionSpec option :
        Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions()) {
      if (!left.contains(option.longestName())) {
        text.append(' ').append(option.longestName());
        option
            .originalStringValues()
            .forEach(
                value -> text.append(option.arity().max() == 0 ? "" : " " + ShellWord.of(value)));
      }
    }
    return text.toString();
  }

  private void checkOptions() {
    OptionChecks.folder("--out", out);
    if (findRate && resume) {
      throw new Main.WrongUse("--find-rate begins anew: leave out --resume.");
    }
    OptionChecks.atLeast("--epochs", 1, epochs);
    OptionChecks.atLeast("--batch", 1, batch);
    if (rate != null) {
      OptionChecks.positive("--lr", rate);
    }
    OptionChecks.useThreads(threads);
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Rng rng = Rng.of(seed);
    Layer network = Models.create(model, rng.split("model"));
    Optimizer updates = builder().create(network.parameters());
    ImageDataset training = Data.train(data);
    PrintWriter console = Objects.requireNonNull(spec).commandLine().getOut();
    DataLoader batches = DataLoader.shuffled(training, batch, rng.split("data"));
    if (findRate) {
      findRate(network, batches, rng, console);
      return 0;
    }
    ImageDataset test = Data.test(data);
    RunFolder folder = folder(console);
    long start = System.nanoTime();
    try (ProgressBar bar = ProgressBar.of(console)) {
      Trainer trainer =
          Trainer.of(network, CrossEntropy.mean(), updates, batches, rng.split("train"))
              .withTest(test)
              .withListener(bar)
              .withCheckpoints(folder.checkpoint(), CHECKPOINT_SECONDS, settings())
              .build();
      if (resume && Files.exists(folder.checkpoint())) {
        goOn(trainer, Checkpoint.read(folder.checkpoint()), console);
      }
      if (trainer.cursor().epoch() < epochs) {
        console.printf(
            Locale.ROOT,
            "Training %s (%,d parameters) on %,d images, testing on %,d.%n",
            model,
            network.parameterCount(),
            training.size(),
            test.size());
      }
      console.flush();
      boolean done = trainer.run(epochs);
      bar.wipe();
      if (!done) { // said before the bar ends, for with that the process ends
        console.printf("Stopped. Go on with: octavo train --resume%s%n", given());
        console.flush();
        return 130;
      }
      bar.end();
      double seconds = (System.nanoTime() - start) / 1e9;
      finish(folder, network, test, trainer, seconds, console);
    }
    return 0;
  }

  private void findRate(Layer network, DataLoader batches, Rng rng, PrintWriter console) {
    RateSweep sweep =
        RateFinder.of(network, CrossEntropy.mean(), batches, rng.split("rate")).run(builder());
    TextColor color = Terminal.detect().color() ? TextColor.TRUE_COLOR : TextColor.NONE;
    console.println(sweep.chart().text(72, 18, color));
    console.printf(
        Locale.ROOT,
        "The loss falls fastest at %.2g and is lowest at %.2g%s. Try --optimizer %s --lr %.2g%n",
        sweep.suggestion(),
        sweep.lowest(),
        sweep.diverged() ? ", then it explodes" : "",
        optimizer,
        sweep.suggestion());
    console.flush();
  }

  /// The folder to write to; what an earlier training left in it is moved aside.
  private RunFolder folder(PrintWriter console) throws IOException {
    RunFolder folder = new RunFolder(out);
    folder.prepare();
    Path aside = resume ? out : folder.setAside();
    if (!aside.equals(out)) {
      console.printf("The earlier training in %s is now in %s.%n", out, aside);
    }
    return folder;
  }

  private void finish(
      RunFolder folder,
      Layer network,
      ImageDataset test,
      Trainer trainer,
      double seconds,
      PrintWriter console)
      throws IOException {
    Checkpoint.writeModel(folder.model(), network, settings());
    Evaluation result = Evaluation.of(network, test);
    new Report(
            network,
            test,
            result,
            trainer.cursor().history(),
            reported(trainer.cursor().epoch(), seconds))
        .write(folder.report());
    console.printf(
        Locale.ROOT,
        "Test accuracy %.2f %%. Model: %s, report: %s%n",
        100 * result.accuracy(),
        folder.model(),
        folder.report());
    console.flush();
  }

  private void goOn(Trainer trainer, Checkpoint checkpoint, PrintWriter console) {
    Map<String, String> before = checkpoint.settings();
    Map<String, String> now = settings();
    for (Map.Entry<String, String> entry : now.entrySet()) {
      String old = before.get(entry.getKey());
      if (old != null && !old.equals(entry.getValue())) {
        throw new Main.WrongUse(
            "the checkpoint in %s was made with --%s %s, not %s. Give the same options, or another --out."
                .formatted(out, entry.getKey(), old, entry.getValue()));
      }
    }
    trainer.resume(checkpoint);
    Checkpoint.Cursor at = trainer.cursor();
    if (at.epoch() < epochs) {
      console.printf("Going on after epoch %d, batch %d.%n", at.epoch(), at.batch());
    } else {
      console.printf(
          "Nothing is left to do up to epoch %d: epoch %d is done. Go on with: octavo train --resume%s --epochs %d%n",
          epochs, at.epoch(), given("--epochs"), at.epoch() + 1);
    }
  }
}
