package octavo.analysis;

import static java.util.Map.entry;

import java.util.Map;
import octavo.analysis.OperationCost.Arithmetic;
import octavo.op.Affine;
import octavo.op.ArgExtremum;
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
import octavo.op.Operation;
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

/// One line for each kind of operation: what it computes. The conventions are those of [OperationCost].
final class CostRules {
  /// The arithmetic of an operation of one kind.
  private interface Rule<T> {
    Arithmetic of(T operation, Sizes s);
  }

  private static final Map<Class<?>, Rule<Operation>> RULES =
      Map.ofEntries(
          // products
          rule(Conv2d.class, (op, s) -> Arithmetic.products(s.out() * Sizes.filter(s.x(1)))),
          rule(Conv3d.class, (op, s) -> Arithmetic.products(s.out() * Sizes.filter(s.x(1)))),
          rule(
              Conv2dInputGradient.class,
              (op, s) -> Arithmetic.products(s.in() * Sizes.filter(s.x(1)))),
          rule(
              Conv3dInputGradient.class,
              (op, s) -> Arithmetic.products(s.in() * Sizes.filter(s.x(1)))),
          rule(
              Conv2dWeightGradient.class,
              (op, s) -> Arithmetic.products(s.in(1) * Sizes.filter(s.y()))),
          rule(
              Conv3dWeightGradient.class,
              (op, s) -> Arithmetic.products(s.in(1) * Sizes.filter(s.y()))),
          rule(LinearMap.class, (op, s) -> Arithmetic.products(s.out() * s.x(0).size(-1))),
          rule(MatrixProduct.class, (op, s) -> Arithmetic.products(s.out() * s.x(0).size(-1))),
          rule(Gemm.class, ProductCosts::gemm),
          rule(ScaledDotProductAttention.class, ProductCosts::attention),
          rule(SelfAttention.class, ProductCosts::selfAttention),
          rule(RecurrentSequence.class, ProductCosts::recurrent),
          rule(
              Carafe.class,
              (op, s) ->
                  Arithmetic.products(s.out() * op.geometry().kernel() * op.geometry().kernel())),
          rule(
              CarafeInputGradient.class,
              (op, s) ->
                  Arithmetic.products(s.in() * op.geometry().kernel() * op.geometry().kernel())),
          rule(
              CarafeWeightGradient.class,
              (op, s) -> Arithmetic.products(s.out() * op.geometry().groupSize())),
          rule(
              SolveTriangular.class, (op, s) -> Arithmetic.products(s.out() * s.x(0).size(-1) / 2)),
          rule(Cholesky.class, (op, s) -> Arithmetic.products(s.in() * s.x(0).size(-1) / 6)),
          // functions of each number
          rule(Elementwise.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(ShapedElementwise.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(Special.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(octavo.op.Arithmetic.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(Compare.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(Classify.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(Where.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(Clamp.class, (op, s) -> Arithmetic.flops(2 * s.out())),
          rule(PRelu.class, (op, s) -> Arithmetic.flops(2 * s.out())),
          rule(
              Affine.class,
              (op, s) ->
                  Arithmetic.flops(
                      ((op.scale() == 1 ? 0 : 1) + (op.shift() == 0 ? 0 : 1)) * s.out())),
          // random numbers
          rule(Dropout.class, (op, s) -> Arithmetic.flops(2 * s.out())),
          rule(GaussianNoiseProduct.class, (op, s) -> Arithmetic.flops(2 * s.out())),
          rule(Draw.class, (op, s) -> Arithmetic.flops(s.out())),
          rule(DirichletDraw.class, (op, s) -> Arithmetic.flops(3 * s.out())),
          // along axes
          rule(Reduce.class, RowCosts::reduce),
          rule(ArgExtremum.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(CumulativeSum.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(Sort.class, (op, s) -> RowCosts.sort(s, op.axis())),
          rule(Softmax.class, (op, s) -> Arithmetic.flops(5 * s.in())),
          rule(LogSoftmax.class, (op, s) -> Arithmetic.flops(5 * s.in())),
          rule(Entmax.class, (op, s) -> Arithmetic.flops(5 * s.in())),
          rule(LogSumExp.class, (op, s) -> Arithmetic.flops(4 * s.in())),
          rule(SoftmaxCrossEntropy.class, (op, s) -> Arithmetic.flops(5 * s.in())),
          rule(DistributionCrossEntropy.class, (op, s) -> Arithmetic.flops(7 * s.in())),
          rule(SigmoidCrossEntropy.class, (op, s) -> Arithmetic.flops(4 * s.in())),
          rule(
              CtcLoss.class,
              (op, s) ->
                  Arithmetic.flops(
                      6 * s.in() / Math.max(1, s.x(0).size(2)) * (2L * s.x(1).size(1) + 1))),
          rule(BatchNorm.class, (op, s) -> RowCosts.norm(s, 5)),
          rule(LayerNorm.class, (op, s) -> RowCosts.norm(s, 5)),
          rule(GroupNorm.class, (op, s) -> RowCosts.norm(s, 5)),
          rule(RmsNorm.class, (op, s) -> RowCosts.norm(s, 3)),
          rule(ChannelAffine.class, (op, s) -> Arithmetic.flops(2 * s.in())),
          // windows
          rule(MaxPool.class, (op, s) -> Arithmetic.flops(s.out() * op.geometry().windowSize())),
          rule(
              MaxPoolIndexed.class,
              (op, s) -> Arithmetic.flops(s.out() * op.geometry().windowSize())),
          rule(MaxPoolScatter.class, (op, s) -> Arithmetic.flops(s.in(0))),
          rule(
              AveragePool.class,
              (op, s) -> Arithmetic.flops(s.out() * (op.geometry().windowSize() + 1))),
          rule(
              AveragePoolSpread.class,
              (op, s) -> Arithmetic.flops(s.in() * (op.geometry().windowSize() + 1))),
          rule(BoxMean.class, (op, s) -> Arithmetic.flops(op.geometry().boxNumbers() + s.out())),
          rule(BoxSpread.class, (op, s) -> Arithmetic.flops(op.geometry().boxNumbers() + s.in())),
          rule(BoxArgMax.class, (op, s) -> Arithmetic.flops(op.geometry().boxNumbers())),
          rule(RoiAlign.class, (op, s) -> RowCosts.regions(op.geometry(), s.out())),
          rule(RoiAlignSpread.class, (op, s) -> RowCosts.regions(op.geometry(), s.in())),
          rule(RoiArgMax.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(PoolWindowsFold.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(Fold.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(BorderFold.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(Resize.class, (op, s) -> RowCosts.resize(op.geometry())),
          rule(ResizeGradient.class, (op, s) -> RowCosts.resize(op.geometry())),
          rule(ScatterAdd.class, (op, s) -> Arithmetic.flops(s.in())),
          rule(IndexAdd.class, (op, s) -> Arithmetic.flops(s.in())),
          // numbers that are only moved
          moves(BorderPad.class),
          moves(Cast.class),
          moves(Concat.class),
          moves(Copy.class),
          moves(Gather.class),
          moves(IndexSelect.class),
          moves(MaxPoolGather.class),
          moves(MaxUnpool.class),
          moves(PixelShuffle.class),
          moves(PixelUnshuffle.class),
          moves(PoolWindows.class),
          moves(SliceScatter.class),
          moves(Expand.class),
          moves(Permute.class),
          moves(Reshape.class),
          moves(Slice.class),
          moves(SqueezeAxis.class),
          moves(Unfold.class),
          moves(UnsqueezeAxis.class),
          // names for what the function inside does
          moves(Checkpoint.class),
          moves(CustomGradient.class));

  private CostRules() {}

  @SuppressWarnings("unchecked") // the class is the key
  private static <T extends Operation> Map.Entry<Class<?>, Rule<Operation>> rule(
      Class<T> kind, Rule<T> rule) {
    return entry(kind, (operation, sizes) -> rule.of(kind.cast(operation), sizes));
  }

  private static <T extends Operation> Map.Entry<Class<?>, Rule<Operation>> moves(Class<T> kind) {
    return rule(kind, (operation, sizes) -> Arithmetic.NONE);
  }

  /// Whether there is a rule for operations of this class.
  static boolean know(Class<?> kind) {
    return RULES.containsKey(kind);
  }

  /// What an operation computes.
  static Arithmetic of(Operation operation, Sizes sizes) {
    Rule<Operation> rule = RULES.get(operation.getClass());
    return rule == null ? Arithmetic.flops(sizes.out()) : rule.of(operation, sizes);
  }

  /// Whether an operation reads only what the indices in its second input name.
  static boolean choosesByIndex(Operation operation) {
    return operation instanceof Gather || operation instanceof IndexSelect;
  }
}
