package octavo.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.cli.bench.BenchRow;
import octavo.cli.bench.ConvolutionBench;
import octavo.cli.bench.ConvolutionBench.Pass;
import octavo.tensor.ConvAlgorithm;
import octavo.tensor.ConvOptions;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo bench conv2d`: how long a convolution of any shape takes, and why it is computed as it is.
@Command(
    name = "conv2d",
    description = "Time a convolution of float32 pictures, or the gradients of one.",
    showDefaultValues = true)
final class BenchConvCommand implements Callable<Integer> {
  private static final List<Layout> LAYOUTS = List.of(Layout.CHANNELS_FIRST, Layout.CHANNELS_LAST);

  @Option(
      names = "--input",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "NxCxHxW",
      description = "Batch, channels, height and width, in this order for either layout.")
  private String input = "";

  @Option(
      names = "--filters",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description = "Output channels.")
  private int filters;

  @Option(
      names = "--kernel",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "K|HxW",
      description = "The size of a filter.")
  private String kernel = "";

  @Option(names = "--stride", paramLabel = "S|HxW", description = "Steps between outputs.")
  private String stride = "1";

  @Option(
      names = "--padding",
      paramLabel = "P|HxW|same",
      description = "Zeros on each side: above and below, left and right.")
  private String padding = "0";

  @Option(
      names = "--dilation",
      paramLabel = "D|HxW",
      description = "Distances of neighbors of the kernel.")
  private String dilation = "1";

  @Option(names = "--groups", description = "Parts of the channels that do not see each other.")
  private int groups = 1;

  @Option(names = "--layout", description = "nchw or nhwc: where the channels lie in memory.")
  private String layout = "nchw";

  @Option(
      names = "--pass",
      description = "forward; input or weight: the gradient with respect to it; backward: both.")
  private String pass = "forward";

  @Option(
      names = "--algorithm",
      description =
          "auto, pointwise, depthwise, winograd-4x4, winograd-2x2, paired, direct-channels, direct,"
              + " implicit-gemm, im2col, fft or naive.")
  private String algorithm = "auto";

  @Option(names = "--why", description = "Show what each algorithm says, and which is taken.")
  private boolean why;

  @Option(names = "--seconds", description = "How long to time it.")
  private double seconds = 0.7;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    options.apply(command, seconds);
    ConvolutionBench bench = bench();
    PrintWriter out = command.commandLine().getOut();
    if (why) {
      bench.why(options.json()).forEach(out::println);
      out.flush();
    }
    bench
        .refusal()
        .ifPresent(reason -> {
          throw new Main.WrongUse(
              "--algorithm %s does not compute this %s. Use auto, or see with --why what each says."
                  .formatted(algorithm, reason));
        });
    options.print(out, BenchRow.of(bench.workload(), seconds));
    return 0;
  }

  private ConvolutionBench bench() {
    int[] images =
        OptionChecks.sizes(
            "--input", "batch x channels x height x width, such as 1x64x56x56", input, 1, 4);
    OptionChecks.atLeast("--filters", 1, filters);
    int[] size = extent("--kernel", kernel, 1);
    Pass wanted = OptionChecks.oneOf("--pass", List.of(Pass.values()), Pass::label, pass);
    ConvOptions how = convolution();
    try {
      return ConvolutionBench.of(images, filters, size, how, wanted);
    } catch (IllegalArgumentException e) { // sizes that do not fit together
      throw new Main.WrongUse(String.valueOf(e.getMessage()));
    }
  }

  private ConvOptions convolution() {
    int[] steps = extent("--stride", stride, 1);
    int[] distances = extent("--dilation", dilation, 1);
    ConvAlgorithm pinned =
        OptionChecks.oneOf(
            "--algorithm", List.of(ConvAlgorithm.values()), ConvAlgorithm::label, algorithm);
    Layout order = OptionChecks.oneOf("--layout", LAYOUTS, BenchConvCommand::name, layout);
    return ConvOptions.DEFAULT
        .withStride(steps[0], steps[1])
        .withDilation(distances[0], distances[1])
        .withPadding(zeros())
        .withGroups(OptionChecks.atLeast("--groups", 1, groups))
        .withLayout(order)
        .withAlgorithm(pinned);
  }

  private static String name(Layout layout) {
    return layout == Layout.CHANNELS_LAST ? "nhwc" : "nchw";
  }

  private Padding zeros() {
    if (padding.toLowerCase(Locale.ROOT).equals("same")) {
      return Padding.same();
    }
    int[] size =
        OptionChecks.sizes("--padding", "same, a number, or two such as 1x2", padding, 0, 1, 2);
    return Padding.of(size[0], size[size.length - 1]);
  }

  private static int[] extent(String option, String text, int least) {
    int[] size =
        OptionChecks.sizes(
            option, "a number from " + least + " on, or two such as 3x3", text, least, 1, 2);
    return new int[] {size[0], size[size.length - 1]};
  }
}
