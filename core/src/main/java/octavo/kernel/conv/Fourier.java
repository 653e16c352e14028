package octavo.kernel.conv;

/// Two-dimensional Fourier transforms of `size × size` complex numbers, the real parts and the
/// imaginary parts each in rows. The spectrum is left transposed and in the order of reversed bits,
/// which the inverse takes back: products of spectra need no order (Cooley and Tukey, 1965).
///
/// @param size a power of two
/// @param cos cosines of `2π·k / size` for `k < size/2`
/// @param sin sines of the same angles
record Fourier(int size, float[] cos, float[] sin) {
  static Fourier of(int size) {
    float[] cos = new float[size / 2];
    float[] sin = new float[size / 2];
    for (int k = 0; k < size / 2; k++) {
      cos[k] = (float) Math.cos(2 * Math.PI * k / size);
      sin[k] = (float) Math.sin(2 * Math.PI * k / size);
    }
    return new Fourier(size, cos, sin);
  }

  /// The numbers of one part.
  int count() {
    return size * size;
  }

  /// Transforms `re[at …]` and `im[at …]` in place.
  void forward(float[] re, float[] im, int at) {
    columns(re, im, at);
    transpose(re, at);
    transpose(im, at);
    columns(re, im, at);
  }

  /// Takes [#forward] back, but for the factor `size²`.
  void inverse(float[] re, float[] im, int at) {
    columnsBack(re, im, at);
    transpose(re, at);
    transpose(im, at);
    columnsBack(re, im, at);
  }

  private void columns(float[] re, float[] im, int at) {
    for (int half = size / 2; half >= 1; half /= 2) {
      int step = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          int a = at + (start + k) * size;
          split(re, im, a, a + half * size, cos[k * step], -sin[k * step]);
        }
      }
    }
  }

  private void columnsBack(float[] re, float[] im, int at) {
    for (int half = 1; half < size; half *= 2) {
      int step = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          int a = at + (start + k) * size;
          join(re, im, a, a + half * size, cos[k * step], sin[k * step]);
        }
      }
    }
  }

  /// Rows `a` and `b`: their sum, and their difference turned.
  private void split(float[] re, float[] im, int a, int b, float c, float s) {
    for (int j = 0; j < size; j++) {
      float x = re[a + j] - re[b + j];
      float y = im[a + j] - im[b + j];
      re[a + j] += re[b + j];
      im[a + j] += im[b + j];
      re[b + j] = x * c - y * s;
      im[b + j] = x * s + y * c;
    }
  }

  /// Rows `a` and `b`: `b` turned, then sum and difference.
  private void join(float[] re, float[] im, int a, int b, float c, float s) {
    for (int j = 0; j < size; j++) {
      float x = re[b + j] * c - im[b + j] * s;
      float y = re[b + j] * s + im[b + j] * c;
      re[b + j] = re[a + j] - x;
      im[b + j] = im[a + j] - y;
      re[a + j] += x;
      im[a + j] += y;
    }
  }

  private void transpose(float[] v, int at) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        int a = at + i * size + j;
        int b = at + j * size + i;
        float t = v[a];
        v[a] = v[b];
        v[b] = t;
      }
    }
  }
}
