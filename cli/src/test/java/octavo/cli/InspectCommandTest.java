package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import octavo.format.FormatException;
import octavo.format.Json;
import octavo.format.Png;
import octavo.nn.model.LeNet;
import octavo.random.Rng;
import octavo.train.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks are shown.
class InspectCommandTest {
  @TempDir private Path folder = Path.of("");

  private static String shown(Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "inspect";
    System.arraycopy(args, 0, all, 1, args.length);
    Result result = Result.of(all);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out();
  }

  private Path model() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Checkpoint.writeModel(file, LeNet.create(10, Rng.of(3)), Map.of("model", "lenet"));
    return file;
  }

  @Test
  void theTableAddsUp() throws IOException {
    String table = shown("lenet");
    assertThat(table)
        .contains("c2         Conv2d  [1, 16, 10, 10]       2,416   240 k   480 k  6.25 KB  14")
        .contains("total              [1, 10]              61,706   417 k   846 k  57.0 KB");
    assertThat(shown(model())).isEqualTo(table); // whatever its weights
    assertThat(shown("lenet", "--input", "3x1x28x28")).contains("[3, 16, 10, 10]");
    assertThat(shown("resnet18", "--input", "1x3x64x64", "--depth", "1"))
        .contains("layer4     ", "11,689,512")
        .doesNotContain("layer4.0");
  }

  @Test
  void everyNameOfTheLibraryCanBeShown() {
    for (BuiltIn model : BuiltIn.ALL) {
      assertThat(ModelArgument.MODELS).contains(model.name());
      if (!model.name().equals("vgg16")) { // half a gigabyte
        assertThat(shown(model.name(), "--depth", "1")).contains("total  ");
      }
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void jsonHoldsEverything() throws FormatException {
    Path graph = folder.resolve("made").resolve("graph.svg"); // with its folder
    String line =
        shown("lenet", "--json", "--receptive-field", "--at", "c2", "--cost", "--svg", graph);
    assertThat(line.lines()).hasSize(1);
    Map<String, Object> all =
        (Map<String, Object>) Objects.requireNonNull(Json.parse(line, "json"));
    assertThat(all)
        .containsEntry("model", "lenet")
        .containsEntry("parameters", 61_706L)
        .containsEntry("svg", graph.toString())
        .containsKeys("layers", "receptiveField", "cost", "peakBytes");
    Map<String, Object> at = (Map<String, Object>) all.get("at");
    assertThat(at).containsEntry("agree", true).containsEntry("position", List.of(5L, 5L));
    assertThat(graph).content().startsWith("<svg").contains(">c2</text>");
  }

  @Test
  void theFieldOfALayerIsCalculatedStepByStep() {
    String text = shown("lenet", "--receptive-field", "--at", "c2");
    assertThat(text)
        .contains("c2     conv2d     [1, 16, 10, 10]")
        .contains("along axis 2, from the last layer to the first:\nRF = 1\n")
        .contains("maxPool2d  RF = (5 - 1)·2 + 2 = 10")
        .contains("c2         l = 6 + (5 - 1)·2 = 14, j = 2, start -2, center 4.5")
        .contains("along axis 3: the same")
        .contains("where the gradient is not 0        axis 2: 8…21; axis 3: 8…21")
        .contains("all three agree");
  }

  @Test
  void placesAreDrawnOverAPicture() throws IOException {
    Path image = folder.resolve("picture.png");
    new Png(40, 30, 3, new byte[3 * 40 * 30]).write(image);
    Path svg = folder.resolve("places.svg");
    String text = shown("lenet", "--at", "c2", "--over", image, "--effective", "--out", svg);
    assertThat(text).contains("effective field of c2, place [5, 5]", "picture " + svg);
    assertThat(svg)
        .content()
        .contains(
            "place [5, 5]: 14×14 pixels", "place [1, 1]: 14×14 pixels", "95 % of the gradient");
    Path png = folder.resolve("places.PNG");
    shown("resnet18", "--input", "1x3x64x64", "--at", "layer1", "--over", image, "--out", png);
    assertThat(Png.read(png).width()).isEqualTo(448);
  }

  @Test
  void theEffectiveFieldIsDrawnAlone() throws FormatException {
    Path svg = folder.resolve("effective.svg");
    String line = shown("lenet", "--at", "c2", "--effective", "--out", svg, "--json");
    assertThat(svg).content().contains("What c2 sees", "place [5, 5]");
    Map<?, ?> all = (Map<?, ?>) Objects.requireNonNull(Json.parse(line, "json"));
    assertThat(all.get("effective")).asString().contains("radius", "gaussian");
    assertThat(all.get("picture")).isEqualTo(svg.toString());
  }

  private static void refused(String line, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "inspect";
    System.arraycopy(args, 0, all, 1, args.length);
    Result result = Result.of(all);
    assertThat(result.err().lines().findFirst()).hasValue("octavo: " + line);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void optionsThatNeedOthersSaySo() {
    refused("--over needs the layer whose places look at it: --at LAYER.", "lenet", "--over", "a");
    refused("--effective needs the layer that is measured: --at LAYER.", "lenet", "--effective");
    refused(
        "--out needs something to draw: --over IMAGE.png or --effective.",
        "lenet",
        "--out",
        "a.svg");
    refused(
        "--at needs something to show of the layer: --receptive-field, --effective or --over IMAGE.png.",
        "lenet",
        "--at",
        "c1");
    refused(
        "--out must end in .svg or .png, but is 'a.jpg'.",
        "lenet",
        "--at",
        "c1",
        "--effective",
        "--out",
        "a.jpg");
    refused("--depth must be at least 0, but is -1.", "lenet", "--depth", "-1");
  }

  @Test
  void whatIsNotThereHasAWayOut() {
    refused(
        "--at: the path must be that of a layer of the network, but is 'c3'. Similar are 'c1', 'c2', 'f3'.",
        "lenet",
        "--receptive-field",
        "--at",
        "c3");
    refused(
        "MODEL must be a file of 'octavo train' or one of lenet, mlp, vgg16, resnet18, resnet34, resnet50, mobilenet-v2, unet, fcn, gpt, lstm, gaussian-vae, gumbel-vae, but is 'resnet51'. Did you mean 'resnet50'?",
        "resnet51");
    refused(
        "--input must be positive sizes with an x between them, such as 1x1x28x28, but is '1x28x'.",
        "lenet",
        "--input",
        "1x28x");
    Result wrong = Result.of("inspect", "lenet", "--input", "1x3x28x28");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("octavo: lenet does not take an input of [1, 3, 28, 28]: conv2d: ")
        .contains("This happened in c1")
        .endsWith("Its usual input is --input 1x1x28x28." + System.lineSeparator());
    Result flat = Result.of("inspect", "gpt", "--at", "head", "--effective");
    assertThat(flat.code()).isEqualTo(2);
    assertThat(flat.err()).startsWith("octavo: --effective needs a network of pictures");
  }

  @Test
  void filesThatAreNotThereAreFailures() throws IOException {
    Path missing = folder.resolve("missing.safetensors");
    assertThat(Result.of("inspect", missing).err())
        .startsWith("octavo: " + missing + ": expected a safetensors file");
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Result result = Result.of("inspect", "lenet", "--at", "c1", "--over", text);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("octavo: " + text + ": at byte 0: expected ");
    assertThat(Result.of("inspect", "lenet", "--at", "c1", "--over", missing).err())
        .startsWith("octavo: " + missing + ": expected a PNG file");
  }
}
