package octavo.kernel;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Writes the code of a register tile. Its accumulators must be local variables, each with a line of
/// its own for what is done to it: an array of vectors, or a helper that takes one, costs an object for
/// each use. In source the same tile would stand there once for every size, stride and width.
///
/// The code is what the compiler would make of those lines. A local variable is its number, an array index
/// the sum of local variables and a constant.
public final class TileCode {
  private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");
  private static final ClassDesc ANY = ClassDesc.of("jdk.incubator.vector.Vector");
  private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
  private static final MethodTypeDesc LOAD =
      MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, ConstantDescs.CD_int);
  private static final MethodTypeDesc SPREAD =
      MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float);
  private static final MethodTypeDesc FMA = MethodTypeDesc.of(VECTOR, ANY, ANY);
  private static final MethodTypeDesc TWO = MethodTypeDesc.of(VECTOR, ANY);
  private static final MethodTypeDesc BY_NUMBER = MethodTypeDesc.of(VECTOR, ConstantDescs.CD_float);
  private static final MethodTypeDesc ZERO = MethodTypeDesc.of(VECTOR, SPECIES);
  private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
  private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
  private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
  private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, ANY);
  private static final MethodTypeDesc BLEND = MethodTypeDesc.of(VECTOR, ANY, MASK);
  private static final MethodTypeDesc STORE =
      MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, ConstantDescs.CD_int);

  /// An array index.
  ///
  /// @param constant what is added to the variables
  /// @param locals the numbers of the variables
  public record Index(int constant, List<Integer> locals) {
    /// The sum of `constant` and the variables.
    public static Index of(int constant, Integer... locals) {
      return new Index(constant, Arrays.asList(locals));
    }
  }

  private final CodeBuilder code;

  private TileCode(CodeBuilder code) {
    this.code = code;
  }

  /// An object of `type`, an interface with one method, whose code `body` writes. Variable 0 of it is the
  /// object, those after it are the arguments, none of them a `long` or `double`, which take two.
  ///
  /// @param lookup of a class of the package of `type`
  public static <T> T make(MethodHandles.Lookup lookup, Class<T> type, Consumer<TileCode> body) {
    Method method =
        Arrays.stream(type.getMethods())
            .filter(m -> Modifier.isAbstract(m.getModifiers()))
            .findFirst()
            .orElseThrow();
    MethodTypeDesc shape =
        MethodTypeDesc.of(
            method.getReturnType().describeConstable().orElseThrow(),
            Arrays.stream(method.getParameterTypes())
                .map(parameter -> parameter.describeConstable().orElseThrow())
                .toList());
    ClassFile format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(MethodHandles.lookup())));
    byte[] bytes =
        format.build(
            ClassDesc.of(type.getName() + "Code"),
            made ->
                made.withInterfaceSymbols(ClassDesc.of(type.getName()))
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        start ->
                            start
                                .aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object,
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        method.getName(),
                        shape,
                        ClassFile.ACC_PUBLIC,
                        code -> {
                          body.accept(new TileCode(code));
                          code.return_();
                        }));
    try {
      MethodHandles.Lookup hidden = lookup.defineHiddenClass(bytes, /* initialize= */ true);
      return type.cast(hidden.lookupClass().getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("kernels: no code for %s.".formatted(type.getName()), e);
    }
  }

  /// A new variable that holds a whole number.
  public int number() {
    return code.allocateLocal(TypeKind.INT);
  }

  /// New variables that hold whole numbers.
  public int[] numbers(int count) {
    int[] made = new int[count];
    Arrays.setAll(made, i -> number());
    return made;
  }

  /// A new variable that holds a vector.
  public int vector() {
    return code.allocateLocal(TypeKind.REFERENCE);
  }

  /// New variables for the accumulators of a tile, row by row.
  public int[][] vectors(int rows, int columns) {
    int[][] made = new int[rows][columns];
    for (int[] row : made) {
      Arrays.setAll(row, j -> vector());
    }
    return made;
  }

  /// `to = index`.
  public void set(int to, Index index) {
    push(index);
    code.istore(to);
  }

  /// `to = from · factor`.
  public void scale(int to, int from, int factor) {
    code.iload(from).loadConstant(factor).imul().istore(to);
  }

  /// `to = from · by`.
  public void multiply(int to, int from, int by) {
    code.iload(from).iload(by).imul().istore(to);
  }

  /// `to = numbers[index]` for an array of whole numbers.
  public void read(int to, int numbers, Index index) {
    code.aload(numbers);
    push(index);
    code.iaload().istore(to);
  }

  /// `vector = FloatVector.fromArray(…, array, index)`.
  public void load(int vector, int array, Index index) {
    species();
    code.aload(array);
    push(index);
    code.invokestatic(VECTOR, "fromArray", LOAD).astore(vector);
  }

  /// `vector = FloatVector.broadcast(…, array[index])`.
  public void spread(int vector, int array, Index index) {
    species();
    code.aload(array);
    push(index);
    code.faload().invokestatic(VECTOR, "broadcast", SPREAD).astore(vector);
  }

  /// `sum = a · b + sum`, rounded once.
  public void multiplyAdd(int a, int b, int sum) {
    code.aload(a).aload(b).aload(sum).invokevirtual(VECTOR, "fma", FMA).astore(sum);
  }

  /// `vector = 0`.
  public void clear(int vector) {
    species();
    code.invokestatic(VECTOR, "zero", ZERO).astore(vector);
  }

  /// `to = a + b`.
  public void add(int to, int a, int b) {
    code.aload(a).aload(b).invokevirtual(VECTOR, "add", TWO).astore(to);
  }

  /// `to = a - b`.
  public void subtract(int to, int a, int b) {
    code.aload(a).aload(b).invokevirtual(VECTOR, "sub", TWO).astore(to);
  }

  /// `to = vector · factor`.
  public void times(int to, int vector, float factor) {
    code.aload(vector).loadConstant(factor).invokevirtual(VECTOR, "mul", BY_NUMBER).astore(to);
  }

  /// `to = vector · factor + sum`, rounded once.
  public void timesAdd(int to, int vector, float factor, int sum) {
    code.aload(vector);
    species();
    code.loadConstant(factor).invokestatic(VECTOR, "broadcast", SPREAD);
    code.aload(sum).invokevirtual(VECTOR, "fma", FMA).astore(to);
  }

  /// `vector = max(vector, limit)`, where a NaN stays NaN.
  public void atLeast(int vector, int limit) {
    bound(vector, limit, "LE");
  }

  /// `vector = min(vector, limit)`, where a NaN stays NaN.
  public void atMost(int vector, int limit) {
    bound(vector, limit, "GE");
  }

  private void bound(int vector, int limit, String beyond) {
    code.aload(vector).aload(limit).aload(vector);
    code.getstatic(OPERATORS, beyond, COMPARISON).aload(limit);
    code.invokevirtual(VECTOR, "compare", COMPARE).invokevirtual(VECTOR, "blend", BLEND);
    code.astore(vector);
  }

  /// `array[index …] = vector`, which must come from [#load] or from an operation on a vector that does:
  /// for an accumulator of a loop there is [#store].
  public void put(int vector, int array, Index index) {
    code.aload(vector).aload(array);
    push(index);
    code.invokevirtual(VECTOR, "intoArray", STORE);
  }

  /// `array[index …] = 1 · vector`, which is the vector to the bit: the compiler knows the class of this
  /// product, while that of a variable of a loop it may have to guess from few calls; where it cannot,
  /// every turn of the loop allocates all accumulators.
  public void store(int vector, int array, Index index) {
    species();
    code.fconst_1().invokestatic(VECTOR, "broadcast", SPREAD);
    code.aload(vector).invokevirtual(VECTOR, "mul", TWO).aload(array);
    push(index);
    code.invokevirtual(VECTOR, "intoArray", STORE);
  }

  /// `if (condition) yes else no`.
  public void either(int condition, Runnable yes, Runnable no) {
    Label otherwise = code.newLabel();
    Label end = code.newLabel();
    code.iload(condition).ifeq(otherwise);
    yes.run();
    code.goto_(end).labelBinding(otherwise);
    no.run();
    code.labelBinding(end);
  }

  /// `for (int k = 0; k < n; k++) body`, which gets the variable `k`.
  public void loop(int n, IntConsumer body) {
    loop(n, 1, body);
  }

  /// `for (int k = 0; k < n; k += step) body`, which gets the variable `k`.
  public void loop(int n, int step, IntConsumer body) {
    int k = number();
    code.iconst_0().istore(k);
    Label next = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(k).iload(n).if_icmpge(end);
    body.accept(k);
    code.iinc(k, step).goto_(next).labelBinding(end);
  }

  /// `for (int k = 0; k < n; k++) body`, with `times` turns written one after the other: the body gets the
  /// variable `k` of the first of them and how many it is behind that.
  public void unrolled(int n, int times, Turn body) {
    int k = number();
    int last = number();
    code.iconst_0().istore(k);
    code.iload(n).loadConstant(times - 1).isub().istore(last);
    turns(k, last, times, body);
    turns(k, n, 1, body);
  }

  private void turns(int k, int end, int times, Turn body) {
    Label next = code.newBoundLabel();
    Label done = code.newLabel();
    code.iload(k).iload(end).if_icmpge(done);
    for (int behind = 0; behind < times; behind++) {
      body.write(k, behind);
    }
    code.iinc(k, times).goto_(next).labelBinding(done);
  }

  /// Writes one turn of a loop.
  @FunctionalInterface
  public interface Turn {
    /// Writes turn `k + behind`.
    void write(int k, int behind);
  }

  private void species() {
    code.getstatic(VECTOR, "SPECIES_PREFERRED", SPECIES);
  }

  /// The constant comes last: so several indices of the same variables are one sum and constants that
  /// instructions hold.
  private void push(Index index) {
    if (index.locals().isEmpty()) {
      code.loadConstant(index.constant());
      return;
    }
    code.iload(index.locals().getFirst());
    for (int local : index.locals().subList(1, index.locals().size())) {
      code.iload(local).iadd();
    }
    if (index.constant() != 0) {
      code.loadConstant(index.constant()).iadd();
    }
  }
}
