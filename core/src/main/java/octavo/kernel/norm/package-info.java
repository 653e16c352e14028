/// Layer, group, RMS and batch normalization: the contract is [NormKernels], the definition [ScalarNorm] with
/// [ScalarRowNorm]; the vector twin [SimdNorm] chooses the way by the shape:
///
/// | norm | numbers of a channel or row | way | its loops |
/// |---|---|---|---|
/// | batch | long slices | [SimdBatchNorm] | [SimdSlices] |
/// | batch | short slices | [SimdColumnNorm] | its own, channels in the lanes |
/// | layer, RMS; group of short slices | rows | [SimdLayerNorm] | [SimdRowNorm], without weights [SimdSlices] |
/// | group | long slices | [SimdGroupNorm] | [SimdSlices] |
///
/// Mean and variance are taken block by block around a number near the mean, and put together by [Moments];
/// a gradient is a line in the deviation and `dy`, [GradientLine].
@NullMarked
package octavo.kernel.norm;

import org.jspecify.annotations.NullMarked;
