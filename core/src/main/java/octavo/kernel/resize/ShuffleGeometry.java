package octavo.kernel.resize;

/// The sizes of a pixel shuffle of `[planes·factor², height, width]` to `[planes, height·factor,
/// width·factor]`.
///
/// @param planes how many planes the shuffled pictures have, over all pictures
/// @param factor how many times larger they are along each axis
/// @param height rows before
/// @param width columns before
public record ShuffleGeometry(int planes, int factor, int height, int width) {}
