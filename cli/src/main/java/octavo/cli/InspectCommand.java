package octavo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import octavo.analysis.NetworkCost;
import octavo.analysis.NetworkGraph;
import octavo.analysis.NetworkSummary;
import octavo.analysis.Roofline;
import octavo.format.Json;
import octavo.tensor.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo inspect`: what a network is made of, what it costs and what its numbers can see.
@Command(
    name = "inspect",
    description =
        "Show what a network is made of, what it costs and what of its input each layer sees.",
    showDefaultValues = true)
final class InspectCommand implements Callable<Integer> {
  private static final int ALL = Integer.MAX_VALUE;

  @Mixin private ModelArgument model = new ModelArgument();

  @Option(
      names = "--receptive-field",
      description = "Show size, jump, start and center of each layer's receptive field.")
  private boolean receptiveField;

  @Option(
      names = "--at",
      paramLabel = "LAYER",
      description =
          "The layer whose field is calculated step by step, measured and drawn, such as layer2.0.")
  private @Nullable String at;

  @Option(
      names = "--over",
      paramLabel = "IMAGE.png",
      description = "Draw what some places of the layer --at see over a picture; see --out.")
  private @Nullable Path over;

  @Option(
      names = "--effective",
      description =
          "Measure by gradient how much each place of the input matters to the middle of the layer --at, and draw"
              + " it; see --out.")
  private boolean effective;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The .svg or .png that --over and --effective draw. Default: receptive-field.svg.")
  private @Nullable Path out;

  @Option(
      names = "--cost",
      description =
          "Show how long each layer takes at least on one core of this machine, which is measured.")
  private boolean cost;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Show layers only to this depth, with those in them added up. Default: all.")
  private @Nullable Integer depth;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the graph of the layers.")
  private @Nullable Path svg;

  @Option(names = "--json", description = "Print one JSON object with everything.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private void checkOptions() {
    OutputFile.checkSvg("--svg", svg);
    if (depth != null) {
      OptionChecks.atLeast("--depth", 0, depth);
    }
    needs("--over", over != null, "the layer whose places look at it: --at LAYER", at != null);
    needs("--effective", effective, "the layer that is measured: --at LAYER", at != null);
    needs("--out", out != null, "something to draw: --over IMAGE.png or --effective", draws());
    needs(
        "--at",
        at != null,
        "something to show of the layer: --receptive-field, --effective or --over IMAGE.png",
        receptiveField || draws());
    if (out != null) {
      FieldPicture.checkName(out);
    }
  }

  private boolean draws() {
    return over != null || effective;
  }

  private static void needs(String option, boolean given, String what, boolean there) {
    if (given && !there) {
      throw new Main.WrongUse("%s needs %s.".formatted(option, what));
    }
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Models.Opened opened = model.open();
    NetworkGraph graph = model.trace(opened);
    Fields fields = Fields.of(graph, depth == null ? ALL : depth, receptiveField || draws());
    FieldAt layer = at == null ? null : FieldAt.of(fields.required(), at);
    FieldPicture picture = null;
    if (layer != null && draws()) {
      picture = FieldPicture.of(layer, over, effective, out);
      picture.write();
    }
    Path drawn = svg;
    if (drawn != null) {
      GraphFile.write(graph, depth, drawn);
    }
    NetworkSummary summary = NetworkSummary.of(graph).withDepth(depth == null ? ALL : depth);
    if (fields.known()) {
      summary = summary.withColumn("field", node -> fields.size(node));
    }
    NetworkCost costs = cost ? NetworkCost.of(graph, Roofline.ofCore(Machine.measure())) : null;
    if (costs != null && depth != null) {
      costs = costs.withDepth(depth);
    }
    Screen screen = Screen.of(spec);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("model", model.given());
      all.putAll(summary.toMap());
      fields.addTo(all);
      if (layer != null) {
        all.put("at", layer.toMap());
      }
      if (picture != null) {
        all.putAll(picture.toMap());
      }
      if (costs != null) {
        all.put("cost", costs.toMap());
      }
      if (drawn != null) {
        all.put("svg", drawn.toString());
      }
      screen.out().println(Json.write(all));
    } else {
      print(screen, summary, fields, layer, picture, costs);
    }
    screen.out().flush();
    return 0;
  }

  private void print(
      Screen screen,
      NetworkSummary summary,
      Fields fields,
      @Nullable FieldAt layer,
      @Nullable FieldPicture picture,
      @Nullable NetworkCost costs) {
    boolean table = costs == null && !receptiveField && picture == null;
    if (table) {
      screen.print(summary.toText(screen.width()));
      screen.print(fields.refusal());
    }
    if (costs != null) {
      screen.print(costs.toText(screen.width()));
    }
    if (receptiveField) {
      screen.print(fields.text());
      if (layer != null) {
        screen.print("\n" + layer.text());
      }
    }
    if (picture != null) {
      screen.print(picture.text());
    }
    if (svg != null) {
      screen.out().println("graph " + svg);
    }
  }
}
