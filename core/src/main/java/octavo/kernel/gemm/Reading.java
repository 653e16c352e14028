package octavo.kernel.gemm;

/// Where the tiles of a block read one operand during one step of inner indices.
///
/// @param numbers the array
/// @param first where the block's first row or column begins in it
/// @param each from one row or column of the block to the next, as far as tiles begin there
/// @param stride what a tile needs to know besides, see [GemmTile#multiply]
record Reading(float[] numbers, int first, int each, int stride) {
  /// Where a tile begins whose first row or column is `i` of the block.
  int at(int i) {
    return first + i * each;
  }
}
