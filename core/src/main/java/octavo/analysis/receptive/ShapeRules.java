package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Blocks;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.AxisLink.Spread;
import octavo.analysis.receptive.AxisLink.Steps;
import octavo.analysis.receptive.AxisLink.Table;
import octavo.analysis.receptive.AxisLink.Window;
import octavo.analysis.receptive.OperationMap.Links;
import octavo.analysis.receptive.OperationMap.Parts;
import octavo.kernel.pool.PoolAxis;
import octavo.kernel.pool.PoolGeometry;
import octavo.op.BorderPad;
import octavo.op.BoxArgMax;
import octavo.op.MaxPoolIndexed;
import octavo.op.Slice;
import octavo.op.SliceScatter;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What operations read that move numbers, by places that are known or computed.
final class ShapeRules {
  private ShapeRules() {}

  /// The places of a slice in what it is put back into.
  static AxisLink scattered(SliceScatter scatter) {
    Slice s = scatter.slice();
    if (s.step() > 0) {
      return new Spread(s.axis(), 1, s.step(), -s.start(), 1);
    }
    List<IndexSet> places = empty(scatter.shape().size(s.axis()));
    for (int i = 0; i < s.size(); i++) {
      places.get(s.start() + i * s.step()).add(i, i);
    }
    return new Table(s.axis(), places);
  }

  private static List<IndexSet> empty(int size) {
    List<IndexSet> places = new ArrayList<>();
    for (int o = 0; o < size; o++) {
      places.add(new IndexSet());
    }
    return places;
  }

  /// `period` neighbors of the result from one place.
  private static AxisLink repeated(int axis, int period) {
    List<Integer> zeros = Collections.nCopies(period, 0);
    return new Steps(axis, 1, zeros, zeros);
  }

  static Links shuffle(Application a, int factor) {
    int channels = a.input(0).rank() - 3;
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    int square = factor * factor;
    links.set(channels, new Window(channels, square, square, 0, 1));
    links.set(channels + 1, repeated(channels + 1, factor));
    links.set(channels + 2, repeated(channels + 2, factor));
    return OperationRules.one(links);
  }

  static Links unshuffle(Application a, int factor) {
    int channels = a.input(0).rank() - 3;
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    links.set(channels, repeated(channels, factor * factor));
    links.set(channels + 1, new Window(channels + 1, factor, factor, 0, 1));
    links.set(channels + 2, new Window(channels + 2, factor, factor, 0, 1));
    return OperationRules.one(links);
  }

  /// `x [batch, channels, numbers]`: a group of channels at all places.
  static Links groupNorm(Application a, int groups) {
    Shape x = a.input(0);
    AxisLink channels = new Blocks(1, groups, x.size(1), x.size(1));
    return OperationRules.channelwise(a, List.of(new Same(0), channels, new All(x.size(2))));
  }

  /// Slices at known places, or anywhere.
  static Links indexSelect(Application a, int axis) {
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    Tensor index = a.constants().get(1);
    links.set(axis, index == null ? new All(a.input(0).size(axis)) : table(axis, index));
    return two(links, List.of(new Same(axis)));
  }

  /// Where each number of a padded axis comes from.
  static AxisLink padded(BorderPad pad, int size) {
    List<IndexSet> places = new ArrayList<>();
    for (int source : pad.sources(size)) {
      places.add(IndexSet.of(source));
    }
    return new Table(pad.axis(), places);
  }

  private static AxisLink table(int axis, Tensor index) {
    List<IndexSet> places = new ArrayList<>();
    for (long i : index.toLongArray()) {
      places.add(IndexSet.of((int) i));
    }
    return new Table(axis, places);
  }

  private static Links two(@Nullable List<AxisLink> first, List<AxisLink> second) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(first);
    inputs.add(second);
    return new Links(inputs);
  }

  static Links indexAdd(Application a, int axis) {
    Tensor index = a.constants().get(1);
    AxisLink link = new All(a.input(0).size(axis));
    if (index != null) {
      List<IndexSet> places = empty(a.output().size(axis));
      long[] at = index.toLongArray();
      for (int i = 0; i < at.length; i++) {
        places.get((int) at[i]).add(i, i);
      }
      link = new Table(axis, places);
    }
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    links.set(axis, link);
    return two(links, List.of(new All(a.input(1).size(0))));
  }

  /// One place for each number: known, or within the box whose largest number it is, else anywhere along the
  /// axis.
  static Links gather(Application a, int axis) {
    int rank = a.input(0).rank();
    List<AxisLink> links = OperationRules.same(rank);
    Tensor index = a.constants().get(1);
    if (index == null) {
      links.set(axis, new All(a.input(0).size(axis)));
      return two(isOfOwnBoxes(a) ? null : links, OperationRules.same(rank));
    }
    links.set(axis, new Table(axis, places(index, axis, index.size(axis), false)));
    return two(links, OperationRules.same(rank));
  }

  /// Whether the places are those of the largest numbers of boxes of the very tensor that is read.
  private static boolean isOfOwnBoxes(Application a) {
    Application.Source numbers = a.sources().get(0);
    Application.Source places = a.sources().get(1);
    return numbers != null
        && places != null
        && places.operation() instanceof BoxArgMax
        && places.inputs().contains(numbers.cell());
  }

  static Links scatterAdd(Application a, int axis) {
    List<AxisLink> links = OperationRules.same(a.input(0).rank());
    Tensor index = a.constants().get(1);
    links.set(
        axis,
        index == null
            ? new All(a.input(0).size(axis))
            : new Table(axis, places(index, axis, a.output().size(axis), true)));
    List<AxisLink> of = OperationRules.same(a.input(0).rank());
    of.set(axis, new All(a.input(1).size(axis)));
    return two(links, of);
  }

  /// Along an axis the places that any row of `index` names, or from where it names one.
  private static List<IndexSet> places(Tensor index, int axis, int size, boolean inverse) {
    List<IndexSet> places = empty(size);
    long[] all = index.toLongArray();
    int inner = 1;
    for (int b = axis + 1; b < index.rank(); b++) {
      inner *= index.size(b);
    }
    for (int f = 0; f < all.length; f++) {
      int i = f / inner % index.size(axis);
      int at = (int) all[f];
      if (inverse) {
        places.get(at).add(i, i);
      } else {
        places.get(i).add(at, at);
      }
    }
    return places;
  }

  /// Numbers put back at the places of a pooling's maxima: a number may go anywhere in its window. Places
  /// of another origin may be anywhere.
  static OperationMap unpool(Application a) {
    Application.Source places = a.sources().get(1);
    if (places == null || !(places.operation() instanceof MaxPoolIndexed pool)) {
      List<AxisLink> links = List.of(new Same(0), new Same(1), new All(a.input(0).size(2)));
      return two(links, links);
    }
    PoolGeometry g = pool.geometry();
    List<Integer> in = new ArrayList<>();
    List<Integer> out = new ArrayList<>();
    List<AxisLink> links = OperationRules.same(2);
    int[] pooled = {g.outDepth(), g.outHeight(), g.outWidth()};
    List<PoolAxis> axes = List.of(g.depth(), g.height(), g.width());
    for (int i = 0; i < 3; i++) {
      PoolAxis p = axes.get(i);
      if (p.in() > 1 || i == 2) {
        in.add(pooled[i]);
        out.add(p.in());
        links.add(new Spread(links.size(), p.kernel(), p.stride(), p.pad(), p.dilation()));
      }
    }
    int planes = a.output().size(2);
    if (out.stream().reduce(1, (x, y) -> x * y) != planes) { // another size was asked for
      List<AxisLink> all = List.of(new Same(0), new Same(1), new All(a.input(0).size(2)));
      return two(all, all);
    }
    List<Integer> batch = List.of(a.output().size(0));
    List<Integer> channels = List.of(a.output().size(1));
    List<List<Integer>> given = List.of(batch, channels, in);
    return new Parts(
        List.of(batch, channels, out), List.of(given, given), two(links, links).inputs());
  }
}
