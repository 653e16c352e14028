/// Pooling, each kind with a geometry, a contract and an oracle of its own: windows that step along an axis
/// ([PoolGeometry], [PoolKernels]), boxes that cut an axis into parts ([BoxGeometry], [BoxKernels]), and regions of
/// interest ([RoiGeometry], [RoiKernels]). Start reading at [PoolAxis] and [PoolKernels].
@NullMarked
package octavo.kernel.pool;

import org.jspecify.annotations.NullMarked;
