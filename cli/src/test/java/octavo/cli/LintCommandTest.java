package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import octavo.format.FormatException;
import octavo.format.Json;
import octavo.nn.model.LeNet;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import octavo.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults are found, and end with 1.
class LintCommandTest {
  @TempDir private Path folder = Path.of("");

  /// A network whose training has gone wrong.
  private Path broken() throws IOException {
    LeNet network = LeNet.create(10, Rng.of(3));
    Tensor weight = network.f3().weight().tensor();
    network.f3().weight().set(weight.multiply(Double.NaN));
    Path file = folder.resolve("model.safetensors");
    Checkpoint.writeModel(file, network, Map.of("model", "lenet"));
    return file;
  }

  @Test
  void nothingIsFoundInTheNetworksOfTheLibrary() throws IOException {
    Path data = SmallData.write(folder.resolve("data"), 300, 10);
    Result lenet = Result.of("lint", "lenet", "--data", data);
    assertThat(lenet.out()).isEqualTo("Nothing found.\n".replace("\n", System.lineSeparator()));
    assertThat(lenet.code()).isZero();
    Result resnet = Result.of("lint", "resnet18", "--input", "1x3x64x64");
    assertThat(resnet.out()).contains("not checked without the training data: ", "Nothing found.");
    assertThat(resnet.code()).isZero();
  }

  @Test
  void dataThatWouldNotBeReadIsRefused() {
    for (String model : List.of("resnet18", "lenet")) {
      Result result = Result.of("lint", model, "--data", "bundled", "--input", "1x1x28x28");
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("--data is for networks that 'octavo train' trains", "lenet, mlp");
    }
  }

  @Test
  void whatIsFoundIsToldAndEndsWithOne() throws IOException {
    Result result = Result.of("lint", broken(), "--input", "2x1x28x28");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("f3.weight [non-finite", "why: ", "fix: ");
    Result json = Result.of("lint", broken(), "--input", "2x1x28x28", "--json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(parsed(json.out()).get("clean")).isEqualTo(false);
  }

  private static Map<?, ?> parsed(String line) throws FormatException {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(line, "json"));
  }

  @Test
  void rulesCanBeLeftOut() throws IOException {
    Result found = Result.of("lint", broken(), "--input", "2x1x28x28", "--json");
    String[] rules =
        found
            .out()
            .lines()
            .flatMap(line -> Arrays.stream(line.split("\\{", -1)))
            .filter(part -> part.startsWith("\"rule\"") && part.contains("\"severity\""))
            .map(part -> part.split("\"", -1)[3])
            .distinct()
            .toArray(String[]::new);
    assertThat(rules).isNotEmpty();
    Result rest =
        Result.of("lint", broken(), "--input", "2x1x28x28", "--without", String.join(",", rules));
    assertThat(rest.out()).contains("Nothing found.");
    assertThat(rest.code()).isZero();
    Result unknown = Result.of("lint", "lenet", "--without", "tabs");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .startsWith(
            "octavo: --without: there is no rule 'tabs'. The rules are non-finite-numbers, ")
        .contains("useless-bias");
    for (String none : List.of(",", "", "useless-bias,", "useless-bias,,dead-units")) {
      Result result = Result.of("lint", "lenet", "--without", none);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .startsWith(
              "octavo: --without must name rules, with a comma between two, but is '%s'. The rules are "
                  .formatted(none));
    }
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    Result result = Result.of("lint", "resnet18", "--input", "1x4x64x64");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("octavo: resnet18 does not take an input of [1, 4, 64, 64]: ")
        .endsWith("Its usual input is --input 1x3x224x224." + System.lineSeparator());
  }
}
