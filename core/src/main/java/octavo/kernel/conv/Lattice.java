package octavo.kernel.conv;

/// Where the pixels of a grid lie in an array: pixel `(i, j)` of image `b` at `first + b·image +
/// i·row + j·column`.
///
/// @param first where pixel (0, 0) of the first image lies
/// @param image the distance of two images
/// @param row the distance of two rows
/// @param column the distance of two columns
record Lattice(int first, int image, int row, int column) {
  int at(int b, int i, int j) {
    return first + b * image + i * row + j * column;
  }
}
