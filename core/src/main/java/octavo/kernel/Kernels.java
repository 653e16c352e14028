package octavo.kernel;

import octavo.kernel.activation.ActivationKernels;
import octavo.kernel.activation.ScalarActivation;
import octavo.kernel.activation.SimdActivation;
import octavo.kernel.attention.AttentionKernels;
import octavo.kernel.attention.ScalarAttention;
import octavo.kernel.attention.SimdAttention;
import octavo.kernel.conv.ConvPlanner;
import octavo.kernel.conv.VolumeConv;
import octavo.kernel.elementwise.ElementwiseKernels;
import octavo.kernel.elementwise.ScalarElementwise;
import octavo.kernel.elementwise.SimdElementwise;
import octavo.kernel.factor.FactorKernels;
import octavo.kernel.factor.ScalarFactor;
import octavo.kernel.gemm.GemmKernels;
import octavo.kernel.gemm.ScalarGemm;
import octavo.kernel.gemm.SimdGemm;
import octavo.kernel.norm.NormKernels;
import octavo.kernel.norm.ScalarNorm;
import octavo.kernel.norm.SimdNorm;
import octavo.kernel.pool.BoxKernels;
import octavo.kernel.pool.PoolKernels;
import octavo.kernel.pool.RoiKernels;
import octavo.kernel.pool.ScalarBoxPool;
import octavo.kernel.pool.ScalarPool;
import octavo.kernel.pool.ScalarRoi;
import octavo.kernel.pool.SimdBoxPool;
import octavo.kernel.pool.SimdPool;
import octavo.kernel.random.RandomKernels;
import octavo.kernel.random.ScalarRandom;
import octavo.kernel.random.SimdRandom;
import octavo.kernel.recurrent.RecurrentKernels;
import octavo.kernel.recurrent.ScalarRecurrent;
import octavo.kernel.recurrent.SimdRecurrent;
import octavo.kernel.reduce.ReduceKernels;
import octavo.kernel.reduce.ScalarReduce;
import octavo.kernel.reduce.SimdReduce;
import octavo.kernel.resize.CarafeKernels;
import octavo.kernel.resize.ResizeKernels;
import octavo.kernel.resize.ScalarCarafe;
import octavo.kernel.resize.ScalarResize;
import octavo.kernel.resize.SimdCarafe;
import octavo.kernel.resize.SimdResize;
import octavo.kernel.row.CrossEntropyKernels;
import octavo.kernel.row.EntmaxKernels;
import octavo.kernel.row.RowKernels;
import octavo.kernel.row.ScalarCrossEntropy;
import octavo.kernel.row.ScalarEntmax;
import octavo.kernel.row.ScalarRow;
import octavo.kernel.row.SimdCrossEntropy;
import octavo.kernel.row.SimdEntmax;
import octavo.kernel.row.SimdRow;
import octavo.kernel.sequence.AlignmentKernels;
import octavo.kernel.sequence.ScalarAlignments;
import octavo.kernel.update.ScalarUpdate;
import octavo.kernel.update.SimdUpdate;
import octavo.kernel.update.UpdateKernels;

/// The kernels in use: the SIMD twin of each family where the Vector API is there, else the scalar
/// oracle.
public final class Kernels {
  /// Functions of every element.
  public static final ElementwiseKernels ELEMENTWISE =
      Simd.available() ? new SimdElementwise() : new ScalarElementwise();

  /// Activation functions with learned numbers.
  public static final ActivationKernels ACTIVATION =
      Simd.available() ? new SimdActivation() : new ScalarActivation();

  /// Pooling of regions of interest.
  public static final RoiKernels ROI = new ScalarRoi();

  /// Alignments of labels with predictions.
  public static final AlignmentKernels ALIGNMENT = new ScalarAlignments();

  /// Scaled dot-product attention.
  public static final AttentionKernels ATTENTION =
      Simd.available() ? new SimdAttention() : new ScalarAttention();

  /// Softmax and other functions along rows.
  public static final RowKernels ROW = Simd.available() ? new SimdRow() : new ScalarRow();

  /// Softmax and cross-entropy in one pass.
  public static final CrossEntropyKernels CROSS_ENTROPY =
      Simd.available() ? new SimdCrossEntropy() : new ScalarCrossEntropy();

  /// Projections onto the probability simplex that give exact zeros.
  public static final EntmaxKernels ENTMAX =
      Simd.available() ? new SimdEntmax() : new ScalarEntmax();

  /// Sums and other reductions along rows.
  public static final ReduceKernels REDUCE =
      Simd.available() ? new SimdReduce() : new ScalarReduce();

  /// Layer and batch normalization.
  public static final NormKernels NORM = Simd.available() ? new SimdNorm() : new ScalarNorm();

  /// Matrix products.
  public static final GemmKernels GEMM = Simd.available() ? new SimdGemm() : new ScalarGemm();

  /// Factorizations of matrices.
  public static final FactorKernels FACTOR = new ScalarFactor();

  /// Recurrent networks step by step.
  public static final RecurrentKernels RECURRENT =
      Simd.available() ? new SimdRecurrent() : new ScalarRecurrent();

  /// Convolution.
  public static final ConvPlanner CONV = new ConvPlanner(Simd.available());

  /// Convolution of volumes.
  public static final VolumeConv VOLUME_CONV = new VolumeConv(CONV);

  /// Pooling.
  public static final PoolKernels POOL = Simd.available() ? new SimdPool() : new ScalarPool();

  /// Resizing and pixel shuffles.
  public static final ResizeKernels RESIZE =
      Simd.available() ? new SimdResize() : new ScalarResize();

  /// Content-aware reassembly.
  public static final CarafeKernels CARAFE =
      Simd.available() ? new SimdCarafe() : new ScalarCarafe();

  /// Pooling of boxes that cut each axis into parts.
  public static final BoxKernels BOX_POOL =
      Simd.available() ? new SimdBoxPool() : new ScalarBoxPool();

  /// Random numbers.
  public static final RandomKernels RANDOM =
      Simd.available() ? new SimdRandom() : new ScalarRandom();

  /// Loops of optimizers.
  public static final UpdateKernels UPDATE =
      Simd.available() ? new SimdUpdate() : new ScalarUpdate();

  private Kernels() {}
}
