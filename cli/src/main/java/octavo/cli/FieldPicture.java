package octavo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import octavo.analysis.receptive.EffectiveField;
import octavo.analysis.receptive.ReceptiveField;
import octavo.analysis.receptive.Support;
import octavo.format.AtomicFile;
import octavo.format.Png;
import octavo.plot.ImageBoxes;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What places of a layer see, drawn over a picture or over the gradient alone.
///
/// @param layer the layer
/// @param image the picture; null for the gradient alone
/// @param effective the measured field of the middle; null for the boxes alone
/// @param file where it is drawn
record FieldPicture(
    FieldAt layer,
    @Nullable Path image,
    @Nullable EffectiveField effective,
    ImageBoxes chart,
    Path file) {
  private static final Path FILE = Path.of("receptive-field.svg");
  private static final int INPUTS = 4;

  static void checkName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new Main.WrongUse("--out must end in .svg or .png, but is '%s'.".formatted(file));
    }
  }

  static FieldPicture of(FieldAt layer, @Nullable Path image, boolean measured, @Nullable Path out)
      throws IOException {
    ReceptiveField field = layer.field();
    Shape input = field.graph().input().shape();
    boolean pictures = input.rank() == 4 && field.axes().equals(List.of(2, 3));
    boolean colors = pictures && (input.size(1) == 1 || input.size(1) == 3);
    if (!pictures || (image != null && !colors)) {
      throw new Main.WrongUse(
          "%s needs a network of pictures, [1, 1 or 3, height, width], but the input is %s and fields lie along axes %s."
              .formatted(image == null ? "--effective" : "--over", input, field.axes()));
    }
    int height = input.size(2);
    int width = input.size(3);
    Tensor picture = image == null ? null : FittedImage.of(Png.read(image), input);
    EffectiveField effective = null;
    if (measured) {
      Tensor inputs =
          picture == null
              ? RandomTensors.normal(
                  Rng.of(0).split("effective"),
                  INPUTS * input.size(0),
                  input.size(1),
                  height,
                  width)
              : FittedImage.normalized(picture);
      effective = field.effective(inputs, layer.node());
    }
    ImageBoxes chart = background(layer, picture, effective, width, height);
    Set<List<Integer>> places = image == null ? Set.of(middle(layer)) : places(layer);
    for (List<Integer> place : places) {
      chart = box(chart, layer, place);
    }
    if (effective != null) {
      EffectiveField.Axis down = effective.axes().get(0);
      EffectiveField.Axis across = effective.axes().get(1);
      chart =
          chart.box(
              "95 % of the gradient of " + middle(layer),
              across.first(),
              down.first(),
              across.extent(),
              down.extent());
    }
    return new FieldPicture(layer, image, effective, chart, out == null ? FILE : out);
  }

  private static ImageBoxes background(
      FieldAt layer,
      @Nullable Tensor picture,
      @Nullable EffectiveField effective,
      int width,
      int height) {
    String title = "What %s sees".formatted(layer.path());
    double[] heat = effective == null ? null : effective.map().toDoubleArray();
    if (picture == null) {
      return ImageBoxes.map(title, heat == null ? new double[width * height] : heat, width, height);
    }
    byte[] pixels = FittedImage.pixels(picture);
    ImageBoxes chart =
        picture.size(1) == 1
            ? ImageBoxes.gray(title, pixels, width, height)
            : ImageBoxes.color(title, pixels, width, height);
    return heat == null ? chart : chart.withHeat(heat);
  }

  private static List<Integer> middle(FieldAt layer) {
    return Arrays.stream(layer.field().middle(layer.node())).boxed().toList();
  }

  /// The middle, and one towards two corners.
  private static Set<List<Integer>> places(FieldAt layer) {
    List<Integer> sizes = layer.field().places(layer.node());
    Set<List<Integer>> found = new LinkedHashSet<>();
    found.add(middle(layer));
    found.add(sizes.stream().map(size -> size / 6).toList());
    found.add(sizes.stream().map(size -> size - 1 - size / 6).toList());
    return found;
  }

  private static ImageBoxes box(ImageBoxes chart, FieldAt layer, List<Integer> place) {
    Support seen = layer.field().topDown(layer.node(), place.stream().mapToInt(i -> i).toArray());
    Support.Axis down = seen.axes().get(0);
    Support.Axis across = seen.axes().get(1);
    if (down.places().isEmpty() || across.places().isEmpty()) {
      return chart;
    }
    return chart.box(
        "place %s: %d×%d pixels".formatted(place, down.extent(), across.extent()),
        across.places().getFirst(),
        down.places().getFirst(),
        across.extent(),
        down.extent());
  }

  void write() throws IOException {
    boolean png = file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    AtomicFile.write(file, png ? chart.png() : chart.svg().getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    String measured =
        effective == null
            ? ""
            : "effective field of %s, place %s\n%s"
                .formatted(layer.path(), middle(layer), effective.text());
    return measured + "picture " + file;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("picture", file.toString());
    if (effective != null) {
      Map<String, Object> measured = new LinkedHashMap<>();
      measured.put("count", effective.count());
      measured.put("share", effective.share());
      measured.put("radius", effective.radius());
      measured.put("axes", effective.axes().stream().map(FieldPicture::axis).toList());
      map.put("effective", measured);
    }
    return map;
  }

  private static Map<String, Object> axis(EffectiveField.Axis axis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("axis", axis.axis());
    map.put("mean", axis.mean());
    map.put("deviation", axis.deviation());
    map.put("gaussian", axis.gaussian());
    map.put("first", axis.first());
    map.put("last", axis.last());
    return map;
  }
}
