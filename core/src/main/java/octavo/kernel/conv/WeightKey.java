package octavo.kernel.conv;

import octavo.storage.View;

/// What the rearranged weights of a convolution depend on besides their numbers: the key under which
/// they are kept.
///
/// @param method the label of the method, or of a part of it
/// @param pass what is computed
/// @param offset where the weights begin in their storage
/// @param out output channels
/// @param in input channels of a group
/// @param groups parts of the channels
/// @param height rows of the kernel
/// @param width columns of the kernel
/// @param strideHeight step between output rows
/// @param strideWidth step between output columns
/// @param dilationHeight distance of kernel rows
/// @param dilationWidth distance of kernel columns
record WeightKey(
    String method,
    ConvPass pass,
    int offset,
    int out,
    int in,
    int groups,
    int height,
    int width,
    int strideHeight,
    int strideWidth,
    int dilationHeight,
    int dilationWidth) {
  static WeightKey of(String method, ConvPass pass, ConvGeometry g, View w) {
    return new WeightKey(
        method,
        pass,
        w.offset(),
        g.outChannels(),
        g.groupIn(),
        g.groups(),
        g.kernelHeight(),
        g.kernelWidth(),
        g.strideHeight(),
        g.strideWidth(),
        g.dilationHeight(),
        g.dilationWidth());
  }
}
