/// Scaled dot-product attention: each query's mean of the values, weighted by the softmax of its products
/// with the keys.
///
/// The scores of all pairs are never kept. The twin makes them in square tiles, keys downwards and
/// queries side by side, so that the softmax of as many queries as a vector has lanes is one chain of
/// vector operations; a running maximum and sum of each query (Milakov and Gimelshein, "Online normalizer
/// calculation for softmax", 2018) bring the tiles together, and the backward pass makes them again (Dao et
/// al., "FlashAttention", 2022). Start reading at [octavo.kernel.attention.AttentionKernels] and
/// [octavo.kernel.attention.ScalarAttention].
@NullMarked
package octavo.kernel.attention;

import org.jspecify.annotations.NullMarked;
