package octavo.kernel.conv;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import octavo.kernel.ClassCode;
import octavo.kernel.gemm.SimdMicrokernel;

/// The loops of [SimdChannelKernel] for pixels that follow each other at one distance: their places
/// are one number and constants that instructions hold, where places of each pixel's own are more
/// than there are registers, so that each turn reads, adds and checks them one by one. The sums are
/// the same to the bit.
///
/// The distance must be a constant to the compiler: each is a hidden class of its own, with the code
/// of this one.
final class SimdNeighborKernel implements NeighborKernel {
  private static final VectorSpecies<Float> S = SimdMicrokernel.SPECIES;
  private static final int LANES = SimdMicrokernel.LANES;
  private static final int COLUMNS = SimdMicrokernel.COLUMNS;

  /// The distance of two neighbors; 0 in this class itself, which is only the template.
  private static final int DISTANCE = distance();

  SimdNeighborKernel() {} // called by its name: a hidden class is no nest mate

  /// The loops for neighbors that are `distance` apart.
  static NeighborKernel of(int distance) {
    byte[] code = ClassCode.of(SimdNeighborKernel.class, SimdNeighborKernel.class.getSimpleName());
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(code, distance, /* initialize= */ true);
      return (NeighborKernel) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "convolution: no kernel for neighbors of distance %d can be made.".formatted(distance),
          e);
    }
  }

  private static int distance() {
    try {
      Integer given =
          MethodHandles.classData(
              MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, Integer.class);
      return given == null ? 0 : given;
    } catch (IllegalAccessException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void fourteen(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    int x0 = pixels[p];
    int x1 = pixels[p + 7];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * COLUMNS + LANES);
    FloatVector c80 = FloatVector.fromArray(S, c, co + 8 * COLUMNS);
    FloatVector c81 = FloatVector.fromArray(S, c, co + 8 * COLUMNS + LANES);
    FloatVector c90 = FloatVector.fromArray(S, c, co + 9 * COLUMNS);
    FloatVector c91 = FloatVector.fromArray(S, c, co + 9 * COLUMNS + LANES);
    FloatVector c100 = FloatVector.fromArray(S, c, co + 10 * COLUMNS);
    FloatVector c101 = FloatVector.fromArray(S, c, co + 10 * COLUMNS + LANES);
    FloatVector c110 = FloatVector.fromArray(S, c, co + 11 * COLUMNS);
    FloatVector c111 = FloatVector.fromArray(S, c, co + 11 * COLUMNS + LANES);
    FloatVector c120 = FloatVector.fromArray(S, c, co + 12 * COLUMNS);
    FloatVector c121 = FloatVector.fromArray(S, c, co + 12 * COLUMNS + LANES);
    FloatVector c130 = FloatVector.fromArray(S, c, co + 13 * COLUMNS);
    FloatVector c131 = FloatVector.fromArray(S, c, co + 13 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at0 = x0 + shift[so + k];
      int at1 = x1 + shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[at0]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[at0 + DISTANCE]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[at0 + 2 * DISTANCE]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[at0 + 3 * DISTANCE]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, x[at0 + 4 * DISTANCE]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, x[at0 + 5 * DISTANCE]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, x[at0 + 6 * DISTANCE]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(S, x[at1]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
      a = FloatVector.broadcast(S, x[at1 + DISTANCE]);
      c80 = a.fma(b0, c80);
      c81 = a.fma(b1, c81);
      a = FloatVector.broadcast(S, x[at1 + 2 * DISTANCE]);
      c90 = a.fma(b0, c90);
      c91 = a.fma(b1, c91);
      a = FloatVector.broadcast(S, x[at1 + 3 * DISTANCE]);
      c100 = a.fma(b0, c100);
      c101 = a.fma(b1, c101);
      a = FloatVector.broadcast(S, x[at1 + 4 * DISTANCE]);
      c110 = a.fma(b0, c110);
      c111 = a.fma(b1, c111);
      a = FloatVector.broadcast(S, x[at1 + 5 * DISTANCE]);
      c120 = a.fma(b0, c120);
      c121 = a.fma(b1, c121);
      a = FloatVector.broadcast(S, x[at1 + 6 * DISTANCE]);
      c130 = a.fma(b0, c130);
      c131 = a.fma(b1, c131);
    }
    int to = p * COLUMNS;
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, to);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, to + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, to + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, to + COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, to + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, to + 2 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, to + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, to + 3 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, to + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, to + 4 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, to + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, to + 5 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, to + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, to + 6 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(out, to + 7 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(out, to + 7 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c80).intoArray(out, to + 8 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c81).intoArray(out, to + 8 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c90).intoArray(out, to + 9 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c91).intoArray(out, to + 9 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c100).intoArray(out, to + 10 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c101).intoArray(out, to + 10 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c110).intoArray(out, to + 11 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c111).intoArray(out, to + 11 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c120).intoArray(out, to + 12 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c121).intoArray(out, to + 12 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c130).intoArray(out, to + 13 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c131).intoArray(out, to + 13 * COLUMNS + LANES);
  }

  @Override
  public void eight(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    int x0 = pixels[p];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    FloatVector c70 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c71 = FloatVector.fromArray(S, c, co + 7 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at0 = x0 + shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[at0]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[at0 + DISTANCE]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[at0 + 2 * DISTANCE]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[at0 + 3 * DISTANCE]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, x[at0 + 4 * DISTANCE]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, x[at0 + 5 * DISTANCE]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, x[at0 + 6 * DISTANCE]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
      a = FloatVector.broadcast(S, x[at0 + 7 * DISTANCE]);
      c70 = a.fma(b0, c70);
      c71 = a.fma(b1, c71);
    }
    int to = p * COLUMNS;
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, to);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, to + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, to + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, to + COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, to + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, to + 2 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, to + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, to + 3 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, to + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, to + 4 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, to + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, to + 5 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, to + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, to + 6 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c70).intoArray(out, to + 7 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c71).intoArray(out, to + 7 * COLUMNS + LANES);
  }

  @Override
  public void seven(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    int x0 = pixels[p];
    FloatVector c00 = FloatVector.fromArray(S, c, co);
    FloatVector c01 = FloatVector.fromArray(S, c, co + LANES);
    FloatVector c10 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + COLUMNS + LANES);
    FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * COLUMNS + LANES);
    FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * COLUMNS + LANES);
    FloatVector c40 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c41 = FloatVector.fromArray(S, c, co + 4 * COLUMNS + LANES);
    FloatVector c50 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c51 = FloatVector.fromArray(S, c, co + 5 * COLUMNS + LANES);
    FloatVector c60 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c61 = FloatVector.fromArray(S, c, co + 6 * COLUMNS + LANES);
    for (int k = 0; k < n; k++) {
      int at0 = x0 + shift[so + k];
      FloatVector b0 = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      FloatVector b1 = FloatVector.fromArray(S, w, wo + k * COLUMNS + LANES);
      FloatVector a = FloatVector.broadcast(S, x[at0]);
      c00 = a.fma(b0, c00);
      c01 = a.fma(b1, c01);
      a = FloatVector.broadcast(S, x[at0 + DISTANCE]);
      c10 = a.fma(b0, c10);
      c11 = a.fma(b1, c11);
      a = FloatVector.broadcast(S, x[at0 + 2 * DISTANCE]);
      c20 = a.fma(b0, c20);
      c21 = a.fma(b1, c21);
      a = FloatVector.broadcast(S, x[at0 + 3 * DISTANCE]);
      c30 = a.fma(b0, c30);
      c31 = a.fma(b1, c31);
      a = FloatVector.broadcast(S, x[at0 + 4 * DISTANCE]);
      c40 = a.fma(b0, c40);
      c41 = a.fma(b1, c41);
      a = FloatVector.broadcast(S, x[at0 + 5 * DISTANCE]);
      c50 = a.fma(b0, c50);
      c51 = a.fma(b1, c51);
      a = FloatVector.broadcast(S, x[at0 + 6 * DISTANCE]);
      c60 = a.fma(b0, c60);
      c61 = a.fma(b1, c61);
    }
    int to = p * COLUMNS;
    FloatVector.broadcast(S, 1).mul(c00).intoArray(out, to);
    FloatVector.broadcast(S, 1).mul(c01).intoArray(out, to + LANES);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, to + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, to + COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c20).intoArray(out, to + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c21).intoArray(out, to + 2 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c30).intoArray(out, to + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c31).intoArray(out, to + 3 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c40).intoArray(out, to + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c41).intoArray(out, to + 4 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c50).intoArray(out, to + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c51).intoArray(out, to + 5 * COLUMNS + LANES);
    FloatVector.broadcast(S, 1).mul(c60).intoArray(out, to + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c61).intoArray(out, to + 6 * COLUMNS + LANES);
  }

  @Override
  public void narrow(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    int x0 = pixels[p];
    int x1 = pixels[p + 7];
    FloatVector c0 = FloatVector.fromArray(S, c, co);
    FloatVector c1 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c8 = FloatVector.fromArray(S, c, co + 8 * COLUMNS);
    FloatVector c9 = FloatVector.fromArray(S, c, co + 9 * COLUMNS);
    FloatVector c10 = FloatVector.fromArray(S, c, co + 10 * COLUMNS);
    FloatVector c11 = FloatVector.fromArray(S, c, co + 11 * COLUMNS);
    FloatVector c12 = FloatVector.fromArray(S, c, co + 12 * COLUMNS);
    FloatVector c13 = FloatVector.fromArray(S, c, co + 13 * COLUMNS);
    for (int k = 0; k < n; k++) {
      int at0 = x0 + shift[so + k];
      int at1 = x1 + shift[so + k];
      FloatVector b = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      c0 = FloatVector.broadcast(S, x[at0]).fma(b, c0);
      c1 = FloatVector.broadcast(S, x[at0 + DISTANCE]).fma(b, c1);
      c2 = FloatVector.broadcast(S, x[at0 + 2 * DISTANCE]).fma(b, c2);
      c3 = FloatVector.broadcast(S, x[at0 + 3 * DISTANCE]).fma(b, c3);
      c4 = FloatVector.broadcast(S, x[at0 + 4 * DISTANCE]).fma(b, c4);
      c5 = FloatVector.broadcast(S, x[at0 + 5 * DISTANCE]).fma(b, c5);
      c6 = FloatVector.broadcast(S, x[at0 + 6 * DISTANCE]).fma(b, c6);
      c7 = FloatVector.broadcast(S, x[at1]).fma(b, c7);
      c8 = FloatVector.broadcast(S, x[at1 + DISTANCE]).fma(b, c8);
      c9 = FloatVector.broadcast(S, x[at1 + 2 * DISTANCE]).fma(b, c9);
      c10 = FloatVector.broadcast(S, x[at1 + 3 * DISTANCE]).fma(b, c10);
      c11 = FloatVector.broadcast(S, x[at1 + 4 * DISTANCE]).fma(b, c11);
      c12 = FloatVector.broadcast(S, x[at1 + 5 * DISTANCE]).fma(b, c12);
      c13 = FloatVector.broadcast(S, x[at1 + 6 * DISTANCE]).fma(b, c13);
    }
    int to = p * COLUMNS;
    FloatVector.broadcast(S, 1).mul(c0).intoArray(out, to);
    FloatVector.broadcast(S, 1).mul(c1).intoArray(out, to + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c2).intoArray(out, to + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c3).intoArray(out, to + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c4).intoArray(out, to + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c5).intoArray(out, to + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c6).intoArray(out, to + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c7).intoArray(out, to + 7 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c8).intoArray(out, to + 8 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c9).intoArray(out, to + 9 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c10).intoArray(out, to + 10 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c11).intoArray(out, to + 11 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c12).intoArray(out, to + 12 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c13).intoArray(out, to + 13 * COLUMNS);
  }

  @Override
  public void narrowTen(
      int n,
      float[] w,
      int wo,
      float[] x,
      int[] pixels,
      int p,
      int[] shift,
      int so,
      float[] c,
      int co,
      float[] out) {
    int x0 = pixels[p];
    int x1 = pixels[p + 5];
    FloatVector c0 = FloatVector.fromArray(S, c, co);
    FloatVector c1 = FloatVector.fromArray(S, c, co + COLUMNS);
    FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * COLUMNS);
    FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * COLUMNS);
    FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * COLUMNS);
    FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * COLUMNS);
    FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * COLUMNS);
    FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * COLUMNS);
    FloatVector c8 = FloatVector.fromArray(S, c, co + 8 * COLUMNS);
    FloatVector c9 = FloatVector.fromArray(S, c, co + 9 * COLUMNS);
    for (int k = 0; k < n; k++) {
      int at0 = x0 + shift[so + k];
      int at1 = x1 + shift[so + k];
      FloatVector b = FloatVector.fromArray(S, w, wo + k * COLUMNS);
      c0 = FloatVector.broadcast(S, x[at0]).fma(b, c0);
      c1 = FloatVector.broadcast(S, x[at0 + DISTANCE]).fma(b, c1);
      c2 = FloatVector.broadcast(S, x[at0 + 2 * DISTANCE]).fma(b, c2);
      c3 = FloatVector.broadcast(S, x[at0 + 3 * DISTANCE]).fma(b, c3);
      c4 = FloatVector.broadcast(S, x[at0 + 4 * DISTANCE]).fma(b, c4);
      c5 = FloatVector.broadcast(S, x[at1]).fma(b, c5);
      c6 = FloatVector.broadcast(S, x[at1 + DISTANCE]).fma(b, c6);
      c7 = FloatVector.broadcast(S, x[at1 + 2 * DISTANCE]).fma(b, c7);
      c8 = FloatVector.broadcast(S, x[at1 + 3 * DISTANCE]).fma(b, c8);
      c9 = FloatVector.broadcast(S, x[at1 + 4 * DISTANCE]).fma(b, c9);
    }
    int to = p * COLUMNS;
    FloatVector.broadcast(S, 1).mul(c0).intoArray(out, to);
    FloatVector.broadcast(S, 1).mul(c1).intoArray(out, to + COLUMNS);
    FloatVector.broadcast(S, 1).mul(c2).intoArray(out, to + 2 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c3).intoArray(out, to + 3 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c4).intoArray(out, to + 4 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c5).intoArray(out, to + 5 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c6).intoArray(out, to + 6 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c7).intoArray(out, to + 7 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c8).intoArray(out, to + 8 * COLUMNS);
    FloatVector.broadcast(S, 1).mul(c9).intoArray(out, to + 9 * COLUMNS);
  }
}
