package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong use is one line on standard error and exit code 2; a failure is one line and exit code 1.
class WrongUseTest {
  @TempDir private Path folder = Path.of("");

  /// A command line and the one line it must give.
  record Wrong(String command, String line) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
        new Wrong("", "octavo: A command is missing."),
        new Wrong("trian", "octavo: there is no command 'trian'. Did you mean 'train'?"),
        new Wrong(
            "train --epoch 3", "octavo: there is no option '--epoch'. Did you mean '--epochs'?"),
        new Wrong("train --lrr=3", "octavo: there is no option '--lrr'. Did you mean '--lr'?"),
        new Wrong("doctor --everything", "octavo: there is no option '--everything'."),
        new Wrong("doctor now", "octavo: 'now' is one word too many."),
        new Wrong("bench gem", "octavo: there is no command 'gem'. Did you mean 'gemm'?"),
        new Wrong("help", "octavo: there is no command 'help'."),
        new Wrong(
            "chapter bais",
            "octavo: there is no chapter 'bais'. Did you mean 'bias'? See octavo chapter."),
        new Wrong(
            "inspect lenet --input 999999x1x9999x9999",
            "octavo: --input: Shape: a tensor holds at most 2³¹ - 1 elements, but [999999, 1, 9999, 9999] asks for more. Split it along its first axis."),
        new Wrong(
            "chapter 1 --out=",
            "octavo: --out must name a folder, but is empty. Say . for this one."),
        new Wrong(
            "inspect lenet --svg graph.png",
            "octavo: --svg writes SVG, but 'graph.png' names another kind of picture. Let it end in .svg."),
        new Wrong("inspect", "octavo: Missing required parameter: 'MODEL'"),
        new Wrong("lint", "octavo: Missing required parameter: 'MODEL'"),
        new Wrong("evaluate", "octavo: Missing required parameter: 'MODEL'"),
        new Wrong("predict a", "octavo: Missing required parameter: 'IMAGE.png'"),
        new Wrong(
            "predict a b --color blue",
            "octavo: Invalid value for option '--color': expected one of [auto, always, never]"
                + " (case-insensitive) but was 'blue'"),
        new Wrong("bench --only (", "octavo: --only must be a regular expression: Unclosed group."),
        new Wrong(
            "bench --only nothing",
            "octavo: no workload matches 'nothing'. See octavo bench --list."),
        new Wrong("bench --seconds 0", "octavo: --seconds must be a positive number, but is 0.0."));
  }

  static Stream<Wrong> wrongTraining() {
    return Stream.of(
        new Wrong(
            "train --epochs",
            "octavo: Missing required parameter for option '--epochs' (<epochs>)"),
        new Wrong(
            "train --epochs three",
            "octavo: Invalid value for option '--epochs': 'three' is not an int"),
        new Wrong("train --epochs 0", "octavo: --epochs must be at least 1, but is 0."),
        new Wrong("train --batch -1", "octavo: --batch must be at least 1, but is -1."),
        new Wrong("train --threads 0", "octavo: --threads must be at least 1, but is 0."),
        new Wrong(
            "train --out=", "octavo: --out must name a folder, but is empty. Say . for this one."),
        new Wrong(
            "train --find-rate --resume", "octavo: --find-rate begins anew: leave out --resume."),
        new Wrong("train --lr 0", "octavo: --lr must be a positive number, but is 0.0."),
        new Wrong("train --lr NaN", "octavo: --lr must be a positive number, but is NaN."),
        new Wrong(
            "train --model resnet", "octavo: --model must be one of lenet, mlp, but is 'resnet'."),
        new Wrong(
            "train --optimizer lion",
            "octavo: --optimizer must be one of adam, adamw, sgd, momentum, but is 'lion'."),
        new Wrong(
            "train --model resnet50",
            "octavo: --model must be one of lenet, mlp, but is 'resnet50'. That one can only be looked at: octavo inspect resnet50."));
  }

  @ParameterizedTest
  @MethodSource({"wrong", "wrongTraining"})
  void isOneLineAndCodeTwo(Wrong wrong) {
    String[] words = wrong.command().isEmpty() ? new String[0] : wrong.command().split(" ");
    Result result = Result.of((Object[]) words);
    assertThat(result.err().lines().findFirst()).hasValue(wrong.line());
    assertThat(result.err().lines().skip(1)).allMatch(line -> line.startsWith("Try 'octavo"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  private void failure(String line, Object... args) {
    Result result = Result.of(args);
    assertThat(result.err()).isEqualTo("octavo: " + line + System.lineSeparator());
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void missingAndDamagedFilesAreNamed() throws IOException {
    Path missing = folder.resolve("missing");
    failure(
        missing.resolve("train-labels-idx1-ubyte")
            + ": expected the file train-labels-idx1-ubyte or"
            + " train-labels-idx1-ubyte.gz, but found neither.",
        "train",
        "--data",
        missing,
        "--out",
        folder.resolve("out"));
    Path model = folder.resolve("model.safetensors");
    failure(
        model
            + ": expected a safetensors file, but found no file of that name. Is the"
            + " name right?",
        "evaluate",
        model);
    failure(
        folder + ": expected a safetensors file, but found a folder. Name a file in it.",
        "evaluate",
        folder);
    Files.write(model, new byte[5]);
    failure(
        model
            + ": at byte 0: expected 8 bytes of header length, but found 5 bytes in all. The file"
            + " is damaged or was cut off: copy it again or go back to an earlier one.",
        "evaluate",
        model);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    SmallData.write(folder, "train", 3, 20);
    Result result = Result.of("train", "--data", folder, "--out", folder.resolve("out"));
    assertThat(result.err())
        .isEqualTo(
            "octavo: the models take images of 28×28, but these are 20×20."
                + System.lineSeparator());
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void aFolderThatCannotBeWrittenToIsFoundBeforeTraining() throws IOException {
    Path data = SmallData.write(folder.resolve("data"), 20, 10);
    Path file = Files.writeString(folder.resolve("file"), "precious");
    failure(
        "the folder %s cannot be written to: %s is a file. Choose another with --out."
            .formatted(file, file),
        "train",
        "--data",
        data,
        "--out",
        file);
    assertThat(file).hasContent("precious");
  }

  @Test
  void traceShowsTheStack() {
    Path missing = folder.resolve("missing");
    assertThat(Result.of("evaluate", missing).err().lines()).hasSize(1);
    Result traced = Result.of("evaluate", missing, "--trace");
    assertThat(traced.code()).isEqualTo(1);
    assertThat(traced.err())
        .startsWith("octavo.format.FormatException: " + missing)
        .contains("octavo.cli.EvaluateCommand.call(EvaluateCommand.java:");
  }

  @Test
  void helpNamesEveryOptionAndVersionTheVersion() {
    assertThat(Result.of("--version").out()).startsWith("octavo 0.");
    for (String command :
        List.of("train", "evaluate", "predict", "bench", "doctor", "inspect", "lint")) {
      Result help = Result.of(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).startsWith("Usage: octavo " + command).contains("--trace", "--help");
    }
    assertThat(Result.of("train", "--help").out())
        .contains("--model", "--data", "--epochs", "--batch", "--lr", "--optimizer")
        .contains("--seed", "--threads", "--out", "--resume");
    assertThat(Result.of("generate-completion").out()).contains("complete", "octavo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "predict",
        "bench",
        "bench gemm",
        "bench conv2d",
        "bench ladder",
        "doctor",
        "chapter",
        "inspect",
        "lint"
      })
  void helpShowsNoDefaultOfWhatMustBeGiven(String command) {
    String help = Result.of((Object[]) (command + " --help").split(" ")).out();
    assertThat(help)
        .doesNotContainPattern("Default:\\s*\\[]\\R")
        .doesNotContainPattern("--[mnk]=<.>.*\\R *Default: 0\\R")
        .doesNotContainPattern("Output channels\\.\\R *Default");
  }

  @Test
  void helpTellsWhatMayBeLeftOut() {
    assertThat(Result.of("bench", "--help").out()).contains("[COMMAND]");
    assertThat(Result.of("bench", "ladder", "--help").out())
        .contains("[gemm|conv]")
        .containsPattern("Default: gemm\\R");
    assertThat(Result.of("predict", "--help").out())
        .contains("Draw with color: auto, always, never");
    assertThat(Result.of("--help").out()).startsWith("Usage: octavo [-hV] [--trace] COMMAND");
  }
}
