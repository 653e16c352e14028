package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Ordered;
import octavo.analysis.receptive.AxisLink.Part;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.AxisLink.Window;
import octavo.analysis.receptive.OperationMap.Links;
import octavo.analysis.receptive.OperationMap.Refusal;
import octavo.analysis.receptive.OperationMap.Regrouped;
import octavo.op.Affine;
import octavo.op.ArgExtremum;
import octavo.op.Arithmetic;
import octavo.op.AveragePool;
import octavo.op.AveragePoolSpread;
import octavo.op.BatchNorm;
import octavo.op.BorderFold;
import octavo.op.BorderPad;
import octavo.op.BoxArgMax;
import octavo.op.BoxMean;
import octavo.op.BoxSpread;
import octavo.op.Carafe;
import octavo.op.CarafeInputGradient;
import octavo.op.CarafeWeightGradient;
import octavo.op.Cast;
import octavo.op.ChannelAffine;
import octavo.op.Checkpoint;
import octavo.op.Cholesky;
import octavo.op.Clamp;
import octavo.op.Classify;
import octavo.op.Compare;
import octavo.op.Concat;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv2dWeightGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.Conv3dWeightGradient;
import octavo.op.Copy;
import octavo.op.CtcLoss;
import octavo.op.CumulativeSum;
import octavo.op.CustomGradient;
import octavo.op.DirichletDraw;
import octavo.op.DistributionCrossEntropy;
import octavo.op.Draw;
import octavo.op.Dropout;
import octavo.op.Elementwise;
import octavo.op.Entmax;
import octavo.op.Expand;
import octavo.op.Fold;
import octavo.op.Gather;
import octavo.op.GaussianNoiseProduct;
import octavo.op.Gemm;
import octavo.op.GroupNorm;
import octavo.op.IndexAdd;
import octavo.op.IndexSelect;
import octavo.op.LayerNorm;
import octavo.op.LinearMap;
import octavo.op.LogSoftmax;
import octavo.op.LogSumExp;
import octavo.op.MatrixProduct;
import octavo.op.MaxPool;
import octavo.op.MaxPoolGather;
import octavo.op.MaxPoolIndexed;
import octavo.op.MaxPoolScatter;
import octavo.op.MaxUnpool;
import octavo.op.PRelu;
import octavo.op.Permute;
import octavo.op.PixelShuffle;
import octavo.op.PixelUnshuffle;
import octavo.op.PoolWindows;
import octavo.op.PoolWindowsFold;
import octavo.op.RecurrentSequence;
import octavo.op.Reduce;
import octavo.op.Reshape;
import octavo.op.Resize;
import octavo.op.ResizeGradient;
import octavo.op.RmsNorm;
import octavo.op.RoiAlign;
import octavo.op.RoiAlignSpread;
import octavo.op.RoiArgMax;
import octavo.op.ScaledDotProductAttention;
import octavo.op.ScatterAdd;
import octavo.op.SelfAttention;
import octavo.op.ShapedElementwise;
import octavo.op.SigmoidCrossEntropy;
import octavo.op.Slice;
import octavo.op.SliceScatter;
import octavo.op.Softmax;
import octavo.op.SoftmaxCrossEntropy;
import octavo.op.SolveTriangular;
import octavo.op.Sort;
import octavo.op.Special;
import octavo.op.SqueezeAxis;
import octavo.op.Unfold;
import octavo.op.UnsqueezeAxis;
import octavo.op.Where;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What every operation reads: the one list. Each rule says, for every axis of every input, which places a
/// place of the result is made of; both calculations follow these links and know nothing else.
final class OperationRules {
  private static final Refusal GRADIENT =
      new Refusal("it is the gradient of another operation, which no forward pass computes");

  private static final Refusal RANDOM =
      new Refusal("it draws random numbers. Trace the network in inference mode");

  private static final Refusal NAME =
      new Refusal("it is only a name for others, which a trace records instead");

  private static final List<AxisPlan.Rules> GROUPS =
      List.of(
          OperationRules::numberByNumber,
          OperationRules::rearranged,
          OperationRules::indexed,
          OperationRules::wholeAxes,
          OperationRules::products,
          OperationRules::windows,
          OperationRules::refused);

  private OperationRules() {}

  /// The rule for an operation of the library, or null for one that it does not know.
  static @Nullable OperationMap of(Application a) {
    for (AxisPlan.Rules group : GROUPS) {
      OperationMap map = group.of(a);
      if (map != null) {
        return map;
      }
    }
    return null;
  }

  /// Number by number, and broadcast.
  private static @Nullable OperationMap numberByNumber(Application a) {
    return switch (a.operation()) {
      case Elementwise _,
          ShapedElementwise _,
          Clamp _,
          Affine _,
          Cast _,
          Copy _,
          Classify _,
          Dropout _,
          GaussianNoiseProduct _,
          Arithmetic _,
          Compare _,
          Where _,
          Special _,
          PRelu _,
          Expand _ ->
          broadcast(a);
      case ChannelAffine _ -> channelwise(a, List.of(new Same(0), new Same(1), new Same(2)));
      default -> null;
    };
  }

  /// The same numbers elsewhere.
  private static @Nullable OperationMap rearranged(Application a) {
    return switch (a.operation()) {
      case Reshape _ -> new Regrouped();
      case Permute permute -> permuted(permute.order());
      case SqueezeAxis squeeze -> reduced(a, new int[] {squeeze.axis()}, false);
      case UnsqueezeAxis unsqueeze -> one(shifted(a.input(0).rank(), unsqueeze.axis()));
      case Slice s -> along(a, s.axis(), new Window(s.axis(), 1, s.step(), -s.start(), 1));
      case SliceScatter s -> along(a, s.slice().axis(), ShapeRules.scattered(s));
      case Unfold u -> along(a, u.axis(), new Window(u.axis(), u.size(), u.step(), 0, 1));
      case BorderPad p -> along(a, p.axis(), ShapeRules.padded(p, a.input(0).size(p.axis())));
      case Concat c -> concat(a, c.axis());
      case PixelShuffle p -> ShapeRules.shuffle(a, p.factor());
      case PixelUnshuffle p -> ShapeRules.unshuffle(a, p.factor());
      default -> null;
    };
  }

  /// Numbers at places that are given or computed.
  private static @Nullable OperationMap indexed(Application a) {
    return switch (a.operation()) {
      case IndexSelect s -> ShapeRules.indexSelect(a, s.axis());
      case IndexAdd s -> ShapeRules.indexAdd(a, s.axis());
      case Gather g -> ShapeRules.gather(a, g.axis());
      case ScatterAdd s -> ShapeRules.scatterAdd(a, s.axis());
      case MaxUnpool _ -> ShapeRules.unpool(a);
      default -> null;
    };
  }

  /// Whole axes.
  private static @Nullable OperationMap wholeAxes(Application a) {
    return switch (a.operation()) {
      case Softmax s -> whole(a, s.axis());
      case LogSoftmax s -> whole(a, s.axis());
      case Entmax s -> whole(a, s.axis());
      case Sort s -> whole(a, s.axis());
      case CumulativeSum s ->
          along(a, s.axis(), new Ordered(s.axis(), a.input(0).size(s.axis()), 0, s.reverse()));
      case Reduce r -> reduced(a, r.axes(), r.keep());
      case LogSumExp r -> reduced(a, r.axes(), r.keep());
      case ArgExtremum r -> reduced(a, new int[] {r.axis()}, false);
      case LayerNorm _, RmsNorm _ ->
          channelwise(a, List.of(new Same(0), new All(a.input(0).size(1))));
      case GroupNorm g -> ShapeRules.groupNorm(a, g.groups());
      case BatchNorm _ ->
          channelwise(
              a, List.of(new All(a.input(0).size(0)), new Same(1), new All(a.input(0).size(2))));
      case SoftmaxCrossEntropy _, DistributionCrossEntropy _ -> crossEntropy(a);
      case SigmoidCrossEntropy _ -> answers(a);
      case CtcLoss _ -> everything(a);
      default -> null;
    };
  }

  /// Sums of products.
  private static @Nullable OperationMap products(Application a) {
    return switch (a.operation()) {
      case LinearMap _ -> ProductRules.linear(a);
      case MatrixProduct _ -> ProductRules.matmul(a, false, false);
      case Gemm g ->
          ProductRules.matmul(a, g.options().transposeLeft(), g.options().transposeRight());
      case Cholesky _, SolveTriangular _ -> ProductRules.factors(a);
      case ScaledDotProductAttention s -> ProductRules.attention(a, s.ahead());
      case SelfAttention s -> ProductRules.selfAttention(a, s.attention().ahead());
      case RecurrentSequence r -> ProductRules.recurrent(a, r);
      default -> null;
    };
  }

  /// Windows, boxes and resizings.
  private static @Nullable OperationMap windows(Application a) {
    return switch (a.operation()) {
      case Conv2d c -> WindowRules.conv(a, c.geometry(), c.choice().channelsLast());
      case Conv3d c -> WindowRules.conv(a, c.geometry());
      case Conv2dInputGradient c ->
          WindowRules.transposed(a, c.geometry(), c.choice().channelsLast());
      case Conv3dInputGradient c -> WindowRules.transposed(a, c.geometry());
      case MaxPool p -> WindowRules.pool(a, p.geometry());
      case MaxPoolIndexed p -> WindowRules.pool(a, p.geometry());
      case AveragePool p -> WindowRules.pool(a, p.geometry());
      case PoolWindows p -> WindowRules.windows(a, p.geometry());
      case BoxMean p -> WindowRules.boxes(a, p.geometry());
      case BoxArgMax p -> WindowRules.boxes(a, p.geometry());
      case RoiAlign _, RoiArgMax _ -> WindowRules.regions(a);
      case Resize r -> WindowRules.resize(a, r.geometry());
      case Carafe c -> WindowRules.carafe(c.geometry());
      default -> null;
    };
  }

  /// What a network's forward pass does not hold.
  private static @Nullable OperationMap refused(Application a) {
    return switch (a.operation()) {
      case Draw _, DirichletDraw _ -> RANDOM;
      case CustomGradient _, Checkpoint _ -> NAME;
      case AveragePoolSpread _,
          BorderFold _,
          BoxSpread _,
          CarafeInputGradient _,
          CarafeWeightGradient _,
          Conv2dWeightGradient _,
          Conv3dWeightGradient _,
          Fold _,
          MaxPoolGather _,
          MaxPoolScatter _,
          PoolWindowsFold _,
          ResizeGradient _,
          RoiAlignSpread _ ->
          GRADIENT;
      default -> null;
    };
  }

  /// One input.
  static Links one(List<AxisLink> links) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(links);
    return new Links(inputs);
  }

  /// Axis `a` to axis `a` for `rank` axes.
  static List<AxisLink> same(int rank) {
    List<AxisLink> links = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      links.add(new Same(axis));
    }
    return links;
  }

  /// All of a shape, wherever one looks.
  static List<AxisLink> all(Shape shape) {
    List<AxisLink> links = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      links.add(new All(shape.size(axis)));
    }
    return links;
  }

  /// The first input along one axis by `link`, along others number by number; further inputs by all of them.
  static Links along(Application a, int axis, AxisLink link) {
    List<AxisLink> links = same(a.input(0).rank());
    links.set(axis, link);
    return withRest(a, links);
  }

  /// The first input, and all of what else is computed.
  static Links withRest(Application a, List<AxisLink> first) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(first);
    for (int i = 1; i < a.inputs().size(); i++) {
      inputs.add(all(a.input(i)));
    }
    return new Links(inputs);
  }

  private static Links whole(Application a, int axis) {
    return along(a, axis, new All(a.input(0).size(axis)));
  }

  private static Links everything(Application a) {
    return withRest(a, all(a.input(0)));
  }

  private static Links broadcast(Application a) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    for (Shape shape : a.inputs()) {
      inputs.add(broadcast(shape, a.output()));
    }
    return new Links(inputs);
  }

  /// Aligned at the last axis; what is repeated is read as a whole, one number.
  static List<AxisLink> broadcast(Shape from, Shape to) {
    List<AxisLink> links = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      int into = axis + to.rank() - from.rank();
      links.add(from.size(axis) == to.size(into) ? new Same(into) : new All(from.size(axis)));
    }
    return links;
  }

  /// `x [batch, channels, …]` or `[rows, features]` by `links`, vectors of weights along axis 1.
  static Links channelwise(Application a, List<AxisLink> links) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(links);
    for (int i = 1; i < a.inputs().size(); i++) {
      inputs.add(List.of(new Same(1)));
    }
    return new Links(inputs);
  }

  private static Links permuted(int[] order) {
    AxisLink[] links = new AxisLink[order.length];
    for (int into = 0; into < order.length; into++) {
      links[order[into]] = new Same(into);
    }
    return one(List.of(links));
  }

  /// Axes to themselves, those from `place` on one further.
  private static List<AxisLink> shifted(int rank, int place) {
    List<AxisLink> links = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      links.add(new Same(axis < place ? axis : axis + 1));
    }
    return links;
  }

  private static Links reduced(Application a, int[] axes, boolean keep) {
    List<AxisLink> links = new ArrayList<>();
    int into = 0;
    for (int axis = 0; axis < a.input(0).rank(); axis++) {
      boolean gone = Arrays.binarySearch(axes, axis) >= 0;
      links.add(gone ? new All(a.input(0).size(axis)) : new Same(into));
      into += gone && !keep ? 0 : 1;
    }
    return withRest(a, links);
  }

  private static Links concat(Application a, int axis) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    int offset = 0;
    for (Shape shape : a.inputs()) {
      List<AxisLink> links = same(shape.rank());
      links.set(axis, new Part(axis, offset, shape.size(axis)));
      inputs.add(links);
      offset += shape.size(axis);
    }
    return new Links(inputs);
  }

  /// Scores and distributions `[batch, classes, …]`, class indices `[batch, …]`; weights as a whole.
  private static Links crossEntropy(Application a) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    for (Shape shape : a.inputs()) {
      if (shape.equals(a.input(0))) {
        inputs.add(reduced(a, new int[] {1}, false).inputs().getFirst());
      } else {
        inputs.add(shape.equals(a.output()) ? same(shape.rank()) : all(shape));
      }
    }
    return new Links(inputs);
  }

  /// Logits and targets `[…, answers]`, all answers together.
  private static Links answers(Application a) {
    int last = a.input(0).rank() - 1;
    List<AxisLink> links = reduced(a, new int[] {last}, false).inputs().getFirst();
    return new Links(List.of(links, links));
  }
}
