package octavo.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import octavo.autograd.Derivatives;
import octavo.format.Json;
import octavo.random.Rng;
import octavo.tensor.ConvAlgorithm;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvolutionPlan;
import octavo.tensor.ConvolutionPlan.Candidate;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;

/// A convolution of any shape as a workload, and the reasons for how it is computed.
public final class ConvolutionBench {
  private final Shape input;
  private final Shape weight;
  private final ConvOptions options;
  private final Pass pass;
  private final ConvolutionPlan plan;

  private ConvolutionBench(
      Shape input, Shape weight, ConvOptions options, Pass pass, ConvolutionPlan plan) {
    this.input = input;
    this.weight = weight;
    this.options = options;
    this.pass = pass;
    this.plan = plan;
  }

  /// What is timed.
  public enum Pass {
    /// The output, with a bias.
    FORWARD("fwd", ConvolutionPlan.Pass.FORWARD),
    /// The gradient with respect to the input.
    INPUT("input", ConvolutionPlan.Pass.INPUT),
    /// The gradient with respect to the weight.
    WEIGHT("weight", ConvolutionPlan.Pass.WEIGHT),
    /// Both gradients.
    BACKWARD("bwd", ConvolutionPlan.Pass.INPUT, ConvolutionPlan.Pass.WEIGHT);

    private final String suffix;
    private final List<ConvolutionPlan.Pass> parts;

    Pass(String suffix, ConvolutionPlan.Pass... parts) {
      this.suffix = suffix;
      this.parts = List.of(parts);
    }

    /// Its name on the command line.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A convolution.
  ///
  /// @param images batch, channels, height and width
  /// @param filters output channels
  /// @param kernel height and width of a filter
  /// @param options the rest
  /// @param pass what is timed
  /// @throws IllegalArgumentException if the sizes do not fit
  public static ConvolutionBench of(
      int[] images, int filters, int[] kernel, ConvOptions options, Pass pass) {
    if (images[1] % options.groups() != 0) {
      throw new IllegalArgumentException(
          "conv2d: groups must divide the channels, but groups is %d, the input has %d channels and the output %d."
              .formatted(options.groups(), images[1], filters));
    }
    boolean last = options.layout() == Layout.CHANNELS_LAST;
    Shape input = last ? Shape.of(images[0], images[2], images[3], images[1]) : Shape.of(images);
    Shape weight = Shape.of(filters, images[1] / options.groups(), kernel[0], kernel[1]);
    // one zero that has the shapes without their memory
    Tensor zero = Tensor.scalar(0);
    ConvolutionPlan plan = ConvolutionPlan.of(zero.expandTo(input), zero.expandTo(weight), options);
    return new ConvolutionBench(input, weight, options, pass, plan);
  }

  /// Why a pinned algorithm does not compute this; empty if it does.
  public Optional<String> refusal() {
    if (options.algorithm() == ConvAlgorithm.AUTO) {
      return Optional.empty();
    }
    List<ConvolutionPlan.Pass> needed = new ArrayList<>(pass.parts);
    if (pass != Pass.FORWARD) {
      needed.addFirst(ConvolutionPlan.Pass.FORWARD); // whose gradients are timed
    }
    for (ConvolutionPlan.Pass part : needed) {
      List<Candidate> candidates = plan.candidates(part);
      if (candidates.stream().noneMatch(Candidate::taken)) {
        String reason =
            candidates.stream()
                .filter(c -> c.algorithm() == options.algorithm())
                .findFirst()
                .flatMap(Candidate::refusal)
                .orElse("it needs the Vector API, which is off");
        return Optional.of(words(part) + ": " + reason);
      }
    }
    return Optional.empty();
  }

  private static String words(ConvolutionPlan.Pass part) {
    return switch (part) {
      case FORWARD -> "output";
      case INPUT -> "input gradient";
      case WEIGHT -> "weight gradient";
    };
  }

  /// What each algorithm says: lines of text, or JSON objects.
  public List<String> why(boolean json) {
    List<String> lines = new ArrayList<>();
    for (ConvolutionPlan.Pass part : pass.parts) {
      if (!json) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %,d multiplications by the definition",
                words(part),
                plan.multiplications()));
        lines.add(
            String.format(Locale.ROOT, "  %-14s %14s", "algorithm", "work")
                + "  (multiplications of a full register tile)");
      }
      for (Candidate candidate : plan.candidates(part)) {
        lines.add(json ? object(part, candidate) : line(candidate));
      }
    }
    return lines;
  }

  private static String line(Candidate candidate) {
    String label = candidate.algorithm().label();
    return candidate.refusal().isPresent()
        ? String.format(
            Locale.ROOT, "  %-14s %14s  refuses: %s", label, "-", candidate.refusal().get())
        : String.format(
            Locale.ROOT,
            "%s %-14s %,14.0f%s",
            candidate.taken() ? "*" : " ",
            label,
            candidate.work(),
            candidate.taken() ? "  taken" : "");
  }

  private static String object(ConvolutionPlan.Pass part, Candidate candidate) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pass", part.name().toLowerCase(Locale.ROOT));
    fields.put("algorithm", candidate.algorithm().label());
    if (candidate.refusal().isPresent()) {
      fields.put("refusal", candidate.refusal().get());
    } else {
      fields.put("work", BenchRow.rounded(candidate.work()));
    }
    fields.put("taken", candidate.taken());
    return Json.write(fields);
  }

  /// The timed work.
  public Workload workload() {
    double flops = 2.0 * plan.multiplications() * pass.parts.size();
    return new Workload(name(), flops, pass == Pass.FORWARD ? this::forward : this::backward);
  }

  private Supplier<Tensor> forward() {
    Rng rng = Rng.of(0);
    Tensor x = RandomTensors.normal(rng, input.toArray());
    Tensor w = RandomTensors.normal(rng, weight.toArray());
    Tensor b = RandomTensors.normal(rng, weight.size(0));
    return () -> x.conv2d(w, b, options);
  }

  private Supplier<Tensor> backward() {
    Rng rng = Rng.of(0);
    Tensor x = RandomTensors.normal(rng, input.toArray());
    Tensor w = RandomTensors.normal(rng, weight.toArray());
    Tensor from = pass == Pass.WEIGHT ? x : x.tracked();
    Tensor by = pass == Pass.INPUT ? w : w.tracked();
    Tensor y = from.conv2d(by, null, options);
    Tensor dy = RandomTensors.normal(rng, y.shape().toArray());
    Tensor[] of =
        switch (pass) {
          case INPUT -> new Tensor[] {from};
          case WEIGHT -> new Tensor[] {by};
          default -> new Tensor[] {from, by};
        };
    return () -> Derivatives.gradients(y, dy, false, of)[of.length - 1];
  }

  private String name() {
    StringBuilder name = new StringBuilder("conv/");
    boolean last = options.layout() == Layout.CHANNELS_LAST;
    int height = input.size(last ? 1 : 2);
    int width = input.size(last ? 2 : 3);
    int channels = input.size(last ? 3 : 1);
    name.append("%dx%dx%dx%d".formatted(input.size(0), channels, height, width))
        .append("-%d-%dx%d".formatted(weight.size(0), weight.size(2), weight.size(3)));
    two(name, "s", options.stride().height(), options.stride().width(), 1);
    switch (options.padding()) {
      case Padding.Same same -> name.append("-same");
      case Padding.Explicit e -> two(name, "p", e.before().height(), e.before().width(), 0);
    }
    two(name, "d", options.dilation().height(), options.dilation().width(), 1);
    if (options.groups() > 1) {
      name.append("-g").append(options.groups());
    }
    if (last) {
      name.append("-nhwc");
    }
    if (options.algorithm() != ConvAlgorithm.AUTO) {
      name.append('/').append(options.algorithm().label());
    }
    return name.append('/').append(pass.suffix).toString();
  }

  private static void two(StringBuilder name, String letter, int down, int right, int usual) {
    if (down != usual || right != usual) {
      name.append('-').append(letter).append(down);
      if (right != down) {
        name.append('x').append(right);
      }
    }
  }
}
