package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Blocks;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.AxisLink.Spread;
import octavo.analysis.receptive.AxisLink.Steps;
import octavo.analysis.receptive.AxisLink.Window;
import octavo.analysis.receptive.OperationMap.Links;
import octavo.analysis.receptive.OperationMap.Parts;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import octavo.kernel.pool.BoxGeometry;
import octavo.kernel.pool.PoolAxis;
import octavo.kernel.pool.PoolGeometry;
import octavo.kernel.pool.Spans;
import octavo.kernel.resize.BandMatrix;
import octavo.kernel.resize.CarafeGeometry;
import octavo.kernel.resize.ResizeGeometry;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What convolutions, poolings and resizings read.
final class WindowRules {
  private WindowRules() {}

  /// One axis of a convolution.
  private record Moves(int kernel, int stride, int padding, int dilation) {
    AxisLink link(int axis, boolean transposed) {
      return transposed
          ? new Spread(axis, kernel, stride, padding, dilation)
          : new Window(axis, kernel, stride, padding, dilation);
    }
  }

  private static List<Moves> moves(ConvGeometry g) {
    return List.of(
        new Moves(g.kernelHeight(), g.strideHeight(), g.padTop(), g.dilationHeight()),
        new Moves(g.kernelWidth(), g.strideWidth(), g.padLeft(), g.dilationWidth()));
  }

  private static List<Moves> moves(VolumeGeometry v) {
    List<Moves> all = new ArrayList<>();
    all.add(new Moves(v.kernelDepth(), v.strideDepth(), v.padFront(), v.dilationDepth()));
    all.addAll(moves(v.plane()));
    return all;
  }

  static Links conv(Application a, ConvGeometry g, boolean channelsLast) {
    return conv(a, moves(g), g.groups(), channelsLast, false);
  }

  static Links conv(Application a, VolumeGeometry g) {
    return conv(a, moves(g), g.plane().groups(), false, false);
  }

  static Links transposed(Application a, ConvGeometry g, boolean channelsLast) {
    return conv(a, moves(g), g.groups(), channelsLast, true);
  }

  static Links transposed(Application a, VolumeGeometry g) {
    return conv(a, moves(g), g.plane().groups(), false, true);
  }

  private static Links conv(
      Application a, List<Moves> moves, int groups, boolean channelsLast, boolean transposed) {
    int channels = channelsLast ? moves.size() + 1 : 1;
    int in = a.input(0).size(channels);
    List<AxisLink> x = new ArrayList<>();
    x.add(new Same(0));
    for (Moves move : moves) {
      x.add(move.link(x.size() + (channelsLast ? 0 : 1), transposed));
    }
    x.add(
        channels,
        groups == 1 ? new All(in) : new Blocks(channels, groups, in, a.output().size(channels)));
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(x);
    List<AxisLink> weight = OperationRules.all(a.input(1));
    if (!transposed) {
      weight.set(0, new Same(channels));
    }
    inputs.add(weight);
    if (a.inputs().size() > 2) {
      inputs.add(List.of(new Same(channels)));
    }
    return new Links(inputs);
  }

  static AxisLink window(int axis, PoolAxis p) {
    return new Window(axis, p.kernel(), p.stride(), p.pad(), p.dilation());
  }

  /// Pictures `[batch, channels, height, width]` or volumes.
  static Links pool(Application a, PoolGeometry g) {
    List<AxisLink> links = OperationRules.same(2);
    if (a.input(0).rank() == 5) {
      links.add(window(2, g.depth()));
    }
    links.add(window(links.size(), g.height()));
    links.add(window(links.size(), g.width()));
    return OperationRules.one(links);
  }

  /// All windows behind one another along axis 2, their numbers along axis 3; which number of a window it is
  /// is not followed.
  static Parts windows(Application a, PoolGeometry g) {
    List<Integer> places = new ArrayList<>();
    List<AxisLink> links = OperationRules.same(2);
    int axes = a.input(0).rank() - 2;
    if (axes > 2) {
      places.add(g.outDepth());
      links.add(window(2, g.depth()));
    }
    if (axes > 1) {
      places.add(g.outHeight());
      links.add(window(links.size(), g.height()));
    }
    places.add(g.outWidth());
    links.add(window(links.size(), g.width()));
    Shape y = a.output();
    List<List<Integer>> outParts =
        List.of(List.of(y.size(0)), List.of(y.size(1)), places, List.of(y.size(3)));
    return new Parts(outParts, List.of(single(a.input(0))), OperationRules.one(links).inputs());
  }

  /// Every axis in one part.
  static List<List<Integer>> single(Shape shape) {
    List<List<Integer>> parts = new ArrayList<>();
    for (int size : shape.toArray()) {
      parts.add(List.of(size));
    }
    return parts;
  }

  /// Volumes `[batch, channels, depth, height, width]` by boxes.
  static Links boxes(Application a, BoxGeometry g) {
    List<AxisLink> links = OperationRules.same(2);
    links.add(spans(2, g.inDepth(), g.depth(), g.planes()));
    links.add(spans(3, g.inHeight(), g.height(), g.planes()));
    links.add(spans(4, g.inWidth(), g.width(), g.planes()));
    return OperationRules.one(links);
  }

  private static AxisLink spans(int axis, int in, Spans spans, int planes) {
    List<IndexSet> places = new ArrayList<>();
    for (int o = 0; o < spans.parts(); o++) {
      IndexSet set = new IndexSet();
      for (int plane = 0; plane < planes; plane++) {
        set.add(spans.begin(plane, o), spans.end(plane, o) - 1);
      }
      places.add(set);
    }
    return PeriodicRows.link(axis, in, places, (double) in / spans.parts());
  }

  /// A region may lie anywhere in any picture.
  static Links regions(Application a) {
    Shape x = a.input(0);
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(List.of(new All(x.size(0)), new Same(1), new All(x.size(2)), new All(x.size(3))));
    inputs.add(List.of(new Same(0), new All(a.input(1).size(1))));
    return new Links(inputs);
  }

  static Links resize(Application a, ResizeGeometry g) {
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    int axis = a.input(0).rank() - g.axes().size();
    for (BandMatrix m : g.axes()) {
      links.set(axis, resized(axis, m));
      axis++;
    }
    return OperationRules.one(links);
  }

  private static AxisLink resized(int axis, BandMatrix m) {
    List<IndexSet> places = new ArrayList<>();
    for (int row = 0; row < m.rows(); row++) {
      places.add(IndexSet.range(m.first(row), m.first(row) + m.count(row) - 1));
    }
    return PeriodicRows.link(axis, m.columns(), places, m.step());
  }

  /// Each pixel of the result from a window around the pixel that it lies on, by weights at its own place.
  static Links carafe(CarafeGeometry g) {
    List<Integer> low = Collections.nCopies(g.factor(), -(g.kernel() / 2));
    List<Integer> high = Collections.nCopies(g.factor(), g.kernel() / 2);
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(
        List.of(new Same(0), new Same(1), new Steps(2, 1, low, high), new Steps(3, 1, low, high)));
    inputs.add(
        List.of(
            new Same(0), new All(g.groups() * g.kernel() * g.kernel()), new Same(2), new Same(3)));
    return new Links(inputs);
  }
}
