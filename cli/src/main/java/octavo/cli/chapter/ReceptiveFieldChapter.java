package octavo.cli.chapter;

import static octavo.tensor.Window.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import octavo.analysis.NetworkGraph;
import octavo.analysis.receptive.Agreement;
import octavo.analysis.receptive.BottomUpSteps;
import octavo.analysis.receptive.Misalignment;
import octavo.analysis.receptive.NodeField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.analysis.receptive.ReceptiveFieldReport;
import octavo.analysis.receptive.TopDownSteps;
import octavo.analysis.receptive.WindowLayer;
import octavo.nn.Conv2d;
import octavo.nn.Layer;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.nn.model.ResNet;
import octavo.nn.model.UNet;
import octavo.nn.model.Vgg16;
import octavo.random.Rng;
import octavo.tensor.Tensor;

/// Chapter 8: what of its input a number of a network can see, and what it does see.
final class ReceptiveFieldChapter implements Chapter {
  @Override
  public int number() {
    return 8;
  }

  @Override
  public String name() {
    return "receptive-field";
  }

  @Override
  public String title() {
    return "Receptive field";
  }

  @Override
  public void run(Findings findings) throws IOException {
    topDown(findings);
    bottomUp(findings);
    dilation(findings);
    networks(findings);
    fractions(findings);
    agreement(findings);
    misaligned(findings);
    EffectiveFields.run(findings);
  }

  private static void topDown(Findings findings) {
    // begin topdown
    List<WindowLayer> stack =
        List.of(WindowLayer.conv(3, 2), WindowLayer.conv(3, 2), WindowLayer.conv(3));
    TopDownSteps steps = ReceptiveField.topDown(stack);
    // end topdown
    findings.text("topdown", steps.text());
    WindowLayer padded = WindowLayer.conv(3, 2).withPadding(1);
    findings.text("padded", ReceptiveField.topDown(List.of(padded, padded)).text());
  }

  private static void bottomUp(Findings findings) {
    // begin bottomup
    List<WindowLayer> stack =
        List.of(
            WindowLayer.conv(3),
            WindowLayer.pool(2),
            WindowLayer.conv(3),
            WindowLayer.pool(2),
            WindowLayer.conv(3),
            WindowLayer.conv(3),
            WindowLayer.pool(2));
    BottomUpSteps steps = ReceptiveField.bottomUp(stack);
    // end bottomup
    findings.text("bottomup", steps.text());
  }

  private static void dilation(Findings findings) {
    // begin dilation
    List<WindowLayer> stack = new ArrayList<>();
    for (int distance : new int[] {1, 2, 4}) {
      stack.add(
          WindowLayer.conv(3)
              .withDilation(distance)
              .withPadding(distance)
              .named("dilated " + distance));
    }
    // end dilation
    findings.text("dilation", ReceptiveField.bottomUp(stack).text());
  }

  /// Narrow ones: the number of channels does not matter.
  private static void networks(Findings findings) {
    Rng rng = Rng.of(1);
    Layer vgg = Vgg16.of(10).withWidth(4).withHidden(8).create(rng);
    // begin networks
    ResNet resnet = ResNet.resnet50(10).withWidth(4).create(rng);
    ReceptiveField field = ReceptiveField.of(resnet, Tensor.zeros(1, 3, 224, 224));
    ReceptiveFieldReport report = field.report(); // report.text() is a table of all layers
    // end networks
    ReceptiveField seen = ReceptiveField.of(vgg, Tensor.zeros(1, 3, 224, 224));
    findings.text(
        "vgg",
        rows(
            seen.report(), row -> row.name().startsWith("maxPool") || row.name().equals("conv2d")));
    findings.text(
        "resnet", rows(report, row -> row.path().matches("conv1|maxpool|layer\\d\\.\\d|fc")));
  }

  private static String rows(ReceptiveFieldReport all, Predicate<NodeField> wanted) {
    return new ReceptiveFieldReport(
            all.axes(), all.rows().stream().filter(wanted).toList(), List.of())
        .text();
  }

  private static void fractions(Findings findings) {
    Layer network = UNet.of(1, 2).withWidth(2).withDepth(2).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 1, 64, 64));
    findings.text(
        "unet",
        rows(field.report(), row -> row.name().startsWith("conv") || row.name().startsWith("max")));
  }

  private static void agreement(Findings findings) {
    // begin agreement
    Layer network = ResNet.resnet18(10).withWidth(4).create(Rng.of(1));
    ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 3, 160, 160));
    NetworkGraph.Node node = field.graph().under("layer2").getLast();
    Agreement answers = field.agreement(node);
    // end agreement
    StringBuilder text = new StringBuilder();
    text.append("place %s of layer2\n".formatted(answers.position()));
    text.append("top-down   %s\n".formatted(answers.topDown().axes().getFirst()));
    text.append("bottom-up  %s\n".formatted(answers.bottomUp().axes().getFirst()));
    String measured =
        answers.measured() == null ? "" : answers.measured().axes().getFirst().toString();
    text.append("gradient   %s\n".formatted(measured));
    text.append(answers.holds() ? "they agree" : "they differ");
    findings.text("agreement", text.toString());
  }

  // begin branches
  /// Halves a picture in two ways and adds the results.
  record Halving(Conv2d convolution, MaxPool2d pooling) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return convolution.forward(x, mode).add(pooling.forward(x, mode));
    }
  }

  // end branches

  private static void misaligned(Findings findings) {
    // begin misaligned
    Conv2d padded = Conv2d.of(1, 1, kernel(3)).withStride(2).withPadding(1).create(Rng.of(1));
    Layer network = new Halving(padded, new MaxPool2d(kernel(2)));
    ReceptiveField field = ReceptiveField.of(network, Tensor.zeros(1, 1, 32, 32));
    List<Misalignment> found = field.misalignments();
    // end misaligned
    findings.text(
        "misaligned",
        "%d places where branches differ:%n%s"
            .formatted(found.size(), wrapped(found.getFirst().message())));
  }

  private static String wrapped(String words) {
    StringBuilder text = new StringBuilder();
    int length = 0;
    for (String word : words.split(" ", -1)) {
      boolean fits = length + word.length() < 96;
      text.append(length == 0 ? "" : fits ? " " : "\n").append(word);
      length = fits ? length + word.length() + 1 : word.length() + 1;
    }
    return text.toString();
  }
}
