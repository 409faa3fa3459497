/**
 * The inner loops of training and of prediction, in AssemblyScript, for WebAssembly with SIMD: the same sums in the same order as
 * src/training/kernel/plain.ts and src/cell-sums.ts, four numbers at a time. All pointers are bytes; all vectors have 64 numbers of 4
 * bytes.
 */

const VECTOR: usize = 256;

/** hidden = the sum of values[k] × the vector of columns[k] in `table`. */
export function embed(hidden: usize, table: usize, columns: usize, values: usize, count: i32): void {
  for (let half: usize = 0; half < VECTOR; half += 128) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let at: usize = 0; at < <usize>count << 2; at += 4) {
      const from = table + <usize>load<u32>(columns + at) * VECTOR + half;
      const value = v128.load32_splat(values + at);
      a = f32x4.add(a, f32x4.mul(value, v128.load(from)));
      b = f32x4.add(b, f32x4.mul(value, v128.load(from, 16)));
      c = f32x4.add(c, f32x4.mul(value, v128.load(from, 32)));
      d = f32x4.add(d, f32x4.mul(value, v128.load(from, 48)));
      e = f32x4.add(e, f32x4.mul(value, v128.load(from, 64)));
      f = f32x4.add(f, f32x4.mul(value, v128.load(from, 80)));
      g = f32x4.add(g, f32x4.mul(value, v128.load(from, 96)));
      h = f32x4.add(h, f32x4.mul(value, v128.load(from, 112)));
    }
    const to = hidden + half;
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    v128.store(to, e, 64);
    v128.store(to, f, 80);
    v128.store(to, g, 96);
    v128.store(to, h, 112);
  }
}

/** logits[label] = biases[label] + the product of hidden and the label's vector in `table`. */
export function score(logits: usize, biases: usize, table: usize, hidden: usize, labels: i32): void {
  let from = table;
  for (let at: usize = 0; at < <usize>labels << 2; at += 4) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let part: usize = 0; part < VECTOR; part += 64) {
      const vector = from + part;
      const other = hidden + part;
      a = f32x4.add(a, f32x4.mul(v128.load(vector), v128.load(other)));
      b = f32x4.add(b, f32x4.mul(v128.load(vector, 16), v128.load(other, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(vector, 32), v128.load(other, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(vector, 48), v128.load(other, 48)));
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    store<f32>(logits + at, load<f32>(biases + at) + (low + high));
    from += VECTOR;
  }
}

/** to += factor × from. */
export function add(to: usize, from: usize, factor: f32): void {
  addVector(to, from, factor);
}

/** The vector of columns[k] in `table` += factors[k] × from, for each k. */
export function spread(table: usize, columns: usize, factors: usize, count: i32, from: usize): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 4) {
    addVector(table + <usize>load<u32>(columns + at) * VECTOR, from, load<f32>(factors + at));
  }
}

/** sums += factors[k] × the row of columns[k] in `cells`, for each k. A row has `labels` bytes, a multiple of 16. */
export function sum(
  sums: usize,
  cells: usize,
  columns: usize,
  factors: usize,
  count: i32,
  labels: usize,
): void {
  for (let part: usize = 0; part < labels; part += 16) {
    const to = sums + (part << 2);
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let c = v128.load(to, 32);
    let d = v128.load(to, 48);
    for (let at: usize = 0; at < <usize>count << 2; at += 4) {
      const row = cells + <usize>load<u32>(columns + at) * labels + part;
      const factor = v128.load32_splat(factors + at);
      const low = v128.load_ext<i8>(row);
      const high = v128.load_ext<i8>(row, 8);
      a = f32x4.add(a, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low))));
      b = f32x4.add(b, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low))));
      c = f32x4.add(c, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high))));
      d = f32x4.add(d, f32x4.mul(factor, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high))));
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
}

// @ts-ignore: decorator
@inline
function addVector(to: usize, from: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < VECTOR; at += 64) {
    const left = to + at;
    const right = from + at;
    v128.store(left, f32x4.add(v128.load(left), f32x4.mul(factors, v128.load(right))));
    v128.store(left, f32x4.add(v128.load(left, 16), f32x4.mul(factors, v128.load(right, 16))), 16);
    v128.store(left, f32x4.add(v128.load(left, 32), f32x4.mul(factors, v128.load(right, 32))), 32);
    v128.store(left, f32x4.add(v128.load(left, 48), f32x4.mul(factors, v128.load(right, 48))), 48);
  }
}
