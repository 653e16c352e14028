package octavo.tensor;

import java.util.List;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.storage.FloatStorage;

/// Sizes and values of which no tensor can be made.
final class CreationErrors {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.ones(4);
  private static final Tensor INDICES = Tensors.of(new long[] {1, 5}, 2);

  static final List<ErrorCase> CASES =
      List.of(
          new ErrorCase(
              "of(float[],int[]) count",
              () -> Tensors.of(new float[] {1, 2, 3}, 2, 2),
              "of: shape [2, 2] needs 4 values, but there are 3."),
          new ErrorCase(
              "of(double[],int[])",
              () -> Tensors.of(new double[] {1, 2, 3}, 2),
              "of: shape [2] needs 2 values, but there are 3."),
          new ErrorCase(
              "of(long[],int[])",
              () -> Tensors.of(new long[] {1, 2, 3}, 4),
              "of: shape [4] needs 4 values, but there are 3."),
          new ErrorCase(
              "of(boolean[],int[])",
              () -> Tensors.of(new boolean[] {true}, 0),
              "of: shape [0] needs 0 values, but there are 1."),
          new ErrorCase(
              "fromNested ragged",
              () -> Tensors.fromNested(new float[][] {{1, 2}, {3}}),
              "fromNested: arrays of one level must have one length, but one at level 1 has 1 and the first has 2."),
          new ErrorCase(
              "fromNested type",
              () -> Tensors.fromNested(new String[][] {{"a"}}),
              "fromNested: elements must be float, double, int, long or boolean, but are String."),
          new ErrorCase(
              "fromNested null",
              () -> Tensors.fromNested(new float[][] {{1, 2}, null}),
              "fromNested: no array may be null, but one at level 1 is."),
          new ErrorCase(
              "zeros(int[]) negative",
              () -> Tensor.zeros(2, -3),
              "Shape: sizes must not be negative, but are [2, -3]."),
          new ErrorCase(
              "ones too large",
              () -> Tensor.ones(1 << 16, 1 << 15),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [65536, 32768] asks for more. Split it along its first axis."),
          new ErrorCase(
              "arange(long,long,long) step",
              () -> Tensors.arange(0, 5, 0),
              "arange: step must not be 0, but start is 0, end 5 and step 0."),
          new ErrorCase(
              "arange(int)",
              () -> Tensors.arange(-1),
              "arange: end must not be negative, but is -1."),
          new ErrorCase(
              "linspace count",
              () -> Tensors.linspace(0, 1, -1),
              "linspace: count must not be negative, but is -1."),
          new ErrorCase("eye", () -> Tensors.eye(-1), "eye: n must not be negative, but is -1."),
          new ErrorCase(
              "oneHot(Tensor,int) class",
              () -> Tensors.oneHot(INDICES, 3),
              "oneHot: indices must be in [0, 2], but element 1 is 5."),
          new ErrorCase(
              "oneHot(int,int)",
              () -> Tensors.oneHot(4, 3),
              "oneHot: indices must be in [0, 2], but element 0 is 4."),
          new ErrorCase(
              "oneHot(Tensor,int) type",
              () -> Tensors.oneHot(V, 3),
              "oneHot: indices must be int64, but are float32. Convert first: x.to(DType.INT64)."),
          new ErrorCase(
              "oneHot(Tensor,int) classes",
              () -> Tensors.oneHot(INDICES, -1),
              "oneHot: classes must not be negative, but is -1."),
          new ErrorCase(
              "oneHot(Tensor,int,int) axis",
              () -> Tensors.oneHot(INDICES, 6, 2),
              "oneHot: axis must be in [-2, 1], but is 2 for shape [2, 6]."),
          new ErrorCase(
              "concat(int,Tensor[]) nothing",
              () -> Tensors.concat(0),
              "concat: at least one tensor is needed, but none is given."),
          new ErrorCase(
              "concat(int,Tensor[]) shapes",
              () -> Tensors.concat(0, X, V),
              "concat: shapes must agree on every axis but 0, but the first is [2, 3] and number 1 is [4]."),
          new ErrorCase(
              "concat(int,Tensor[]) sizes",
              () -> Tensors.concat(0, X, Tensor.ones(2, 4)),
              "concat: shapes must agree on every axis but 0, but the first is [2, 3] and number 1 is [2, 4]."),
          new ErrorCase(
              "concat(int,Tensor[]) axis",
              () -> Tensors.concat(2, X, X),
              "concat: axis must be in [-2, 1], but is 2 for shape [2, 3]."),
          new ErrorCase(
              "stack nothing",
              () -> Tensors.stack(0),
              "stack: at least one tensor is needed, but none is given."),
          new ErrorCase(
              "stack shapes",
              () -> Tensors.stack(0, X, V),
              "stack: shapes must be equal, but the first is [2, 3] and number 1 is [4]."),
          new ErrorCase(
              "stack axis",
              () -> Tensors.stack(3, X, X),
              "stack: axis must be in [-3, 2], but is 3 for shape [2, 3]."),
          new ErrorCase(
              "uniform bounds",
              () -> RandomTensors.uniform(Rng.of(1), 2, 1, 3),
              "uniform: low must not exceed high and their distance be a finite float32, but low is 2.0 and high is 1.0."),
          new ErrorCase(
              "uniform infinite",
              () -> RandomTensors.uniform(Rng.of(1), 0, Double.POSITIVE_INFINITY, 3),
              "uniform: low must not exceed high and their distance be a finite float32, but low is 0.0 and high is Infinity."),
          new ErrorCase(
              "normal(Rng,double,double,Shape) deviation",
              () -> RandomTensors.normal(Rng.of(1), 0, -1, Shape.of(3)),
              "normal: the deviation must be finite and not negative, but is -1.0."),
          new ErrorCase(
              "normal(DType,Rng,double,double,int[]) type",
              () -> RandomTensors.normal(DType.INT64, Rng.of(1), 0, 1, 3),
              "normal: the type must be float32 or float64, but is int64."),
          new ErrorCase(
              "gumbel(Rng,int[]) shape",
              () -> RandomTensors.gumbel(Rng.of(1), -2),
              "Shape: sizes must not be negative, but are [-2]."),
          new ErrorCase(
              "gumbel(DType,Rng,double,double,int[]) scale",
              () -> RandomTensors.gumbel(DType.FLOAT32, Rng.of(1), 0, 0, 3),
              "gumbel: the location must be finite and the scale finite and positive, but they are 0.0 and 0.0."),
          new ErrorCase(
              "gumbel(DType,Rng,double,double,int[]) type",
              () -> RandomTensors.gumbel(DType.INT64, Rng.of(1), 0, 1, 3),
              "gumbel: the type must be float32 or float64, but is int64."),
          new ErrorCase(
              "bernoulli(Rng,double,int[]) probability",
              () -> RandomTensors.bernoulli(Rng.of(1), 1.5, 3),
              "bernoulli: p must be in [0, 1], but is 1.5."),
          new ErrorCase(
              "integers bounds",
              () -> RandomTensors.integers(Rng.of(1), 3, 3, 2),
              "integers: low must be less than high, but low is 3 and high is 3."),
          new ErrorCase(
              "normal(Rng,int[]) size",
              () -> RandomTensors.normal(Rng.of(1), -2),
              "Shape: sizes must not be negative, but are [-2]."),
          new ErrorCase(
              "over(Shape,Storage)",
              () -> Tensor.over(Shape.of(4), new FloatStorage(new float[3])),
              "Tensor: shape [4] needs 4 elements, but the storage has 3."),
          new ErrorCase(
              "zeros(DType,int[])",
              () -> Tensors.zeros(DType.INT64, -1),
              "Shape: sizes must not be negative, but are [-1]."),
          new ErrorCase(
              "fromNested deep",
              () -> Tensors.fromNested(new long[][][] {{{1}, {2}}, {{3}}}),
              "fromNested: arrays of one level must have one length, but one at level 1 has 1 and the first has 2."),
          new ErrorCase(
              "fromNested first empty",
              () -> Tensors.fromNested(new int[][] {{}, {1}}),
              "fromNested: arrays of one level must have one length, but one at level 1 has 1 and the first has 0."),
          new ErrorCase(
              "fromNested first null",
              () -> Tensors.fromNested(new float[][] {null, {1}}),
              "fromNested: no array may be null, but one at level 1 is."),
          new ErrorCase(
              "fromNested shorts",
              () -> Tensors.fromNested(new short[][] {{1}}),
              "fromNested: elements must be float, double, int, long or boolean, but are short."),
          new ErrorCase(
              "arange(long,long,long) many",
              () -> Tensors.arange(0, 1L << 40, 1),
              "arange: at most 2³¹ - 1 numbers fit into a tensor, but start is 0, end 1099511627776 and step 1."),
          new ErrorCase(
              "arange(long,long,long) all",
              () -> Tensors.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1),
              "arange: at most 2³¹ - 1 numbers fit into a tensor, but start is -9223372036854775808, end 9223372036854775807 and step 1."),
          new ErrorCase(
              "arange(long,long,long) all backward",
              () -> Tensors.arange(Long.MAX_VALUE, Long.MIN_VALUE, -1),
              "arange: at most 2³¹ - 1 numbers fit into a tensor, but start is 9223372036854775807, end -9223372036854775808 and step -1."),
          new ErrorCase(
              "eye large",
              () -> Tensors.eye(1 << 16),
              "Shape: a tensor holds at most 2³¹ - 1 elements, but [65536, 65536] asks for more. Split it along its first axis."),
          new ErrorCase(
              "oneHot(Tensor,int) no classes",
              () -> Tensors.oneHot(INDICES, 0),
              "oneHot: an empty axis has no indices, but element 0 is 1."),
          new ErrorCase(
              "concat(int,Tensor[]) too long",
              () ->
                  Tensors.concat(
                      0,
                      V.at(Index.index(0)).expand(1 << 30),
                      V.at(Index.index(0)).expand(1 << 30)),
              "concat: an axis has at most 2³¹ - 1 elements, but the result would have 2147483648."),
          new ErrorCase(
              "concat(int,Tensor[]) scalars",
              () -> Tensors.concat(0, Tensor.scalar(1), Tensor.scalar(2)),
              "concat: axis must name an axis, but is 0 for a scalar, which has none."),
          new ErrorCase(
              "concat(int,List)",
              () -> Tensors.concat(0, List.of()),
              "concat: at least one tensor is needed, but none is given."),
          new ErrorCase(
              "uniform NaN",
              () -> RandomTensors.uniform(Rng.of(1), 0, Double.NaN, 3),
              "uniform: low must not exceed high and their distance be a finite float32, but low is 0.0 and high is NaN."),
          new ErrorCase(
              "uniform wide",
              () -> RandomTensors.uniform(Rng.of(1), -1e38 * 3, 1e38, 3),
              "uniform: low must not exceed high and their distance be a finite float32, but low is -3.0E38 and high is 1.0E38."),
          new ErrorCase(
              "normal(Rng,double,double,Shape) mean",
              () -> RandomTensors.normal(Rng.of(1), Double.NaN, 1, Shape.of(3)),
              "normal: the mean must be finite, but is NaN."),
          new ErrorCase(
              "bernoulli(Rng,double,int[]) NaN",
              () -> RandomTensors.bernoulli(Rng.of(1), Double.NaN, 3),
              "bernoulli: p must be in [0, 1], but is NaN."),
          new ErrorCase(
              "bernoulli(Rng,double,int[]) size",
              () -> RandomTensors.bernoulli(Rng.of(1), 0.5, -3),
              "Shape: sizes must not be negative, but are [-3]."));

  private CreationErrors() {}
}
