package octavo.kernel.norm;

import octavo.kernel.norm.NormKernels.Channels;

/// How the numbers of one channel of `[batch, channels, spatial]` are cut into blocks that stay in
/// the nearest cache: several whole slices (the numbers of one example), or a part of one slice.
/// The cut depends on the sizes alone.
///
/// @param batch the number of slices of a channel
/// @param spatial the length of a slice
/// @param step from a slice of a channel to the next
/// @param group the slices of one block, if a block holds whole slices
/// @param parts the blocks of one slice, if a slice holds several
record ChannelBlocks(int batch, int spatial, int step, int group, int parts) {
  /// The largest number of floats in a block: 16 KiB, half of a first-level cache.
  static final int BLOCK = 4096;

  static ChannelBlocks of(Channels c) {
    int spatial = c.spatial();
    return new ChannelBlocks(
        c.batch(),
        spatial,
        c.channels() * spatial,
        Math.max(1, BLOCK / spatial),
        Math.ceilDiv(spatial, BLOCK));
  }

  /// The number of blocks of a channel.
  int count() {
    return parts > 1 ? batch * parts : Math.ceilDiv(batch, group);
  }

  /// Where block `k` of a channel begins.
  int start(int channel, int k) {
    int slice = parts > 1 ? k / parts : k * group;
    return slice * step + channel * spatial + (parts > 1 ? k % parts * BLOCK : 0);
  }

  /// The slices of block `k`.
  int slices(int k) {
    return parts > 1 ? 1 : Math.min(group, batch - k * group);
  }

  /// The length of a slice of block `k`.
  int length(int k) {
    return parts > 1 ? Math.min(BLOCK, spatial - k % parts * BLOCK) : spatial;
  }
}
