package octavo.cli.bench;

import java.util.List;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;

/// Matrix products.
final class Products {
  private static final Rng RNG = Rng.of(0);

  private Products() {}

  private static Tensor normal(int... shape) {
    return RandomTensors.normal(RNG, shape);
  }

  static void addTo(List<Workload> all) {
    for (int n : new int[] {64, 256, 512, 1024, 2048}) {
      all.add(product("gemm/" + n, n, n, n));
    }
    all.add(product("gemm/32x4096x1024", 32, 4096, 1024));
    all.add(product("gemm/1x4096x4096", 1, 4096, 4096));
    all.add(
        new Workload(
            "bmm/64x128x64x128",
            2.0 * 64 * 128 * 64 * 128,
            () -> {
              Tensor a = normal(64, 128, 64);
              Tensor b = normal(64, 64, 128);
              return () -> a.matmul(b);
            }));
  }

  private static Workload product(String name, int m, int n, int k) {
    return new Workload(
        name,
        2.0 * m * n * k,
        () -> {
          Tensor a = normal(m, k);
          Tensor b = normal(k, n);
          return () -> a.matmul(b);
        });
  }
}
