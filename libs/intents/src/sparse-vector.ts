/** A vector that is zero but at a few places. A place may be listed twice; its values then add up. */
export interface SparseVector {
  indices: Uint32Array;
  values: Float32Array;
}

/** Collects hashed features: the low bits of a hash choose the place, its top bit the sign (collisions then cancel out). */
export class FeatureCollector {
  private readonly values = new Map<number, number>();

  /** @param hashBits the vector has 2^hashBits places */
  constructor(private readonly hashBits: number) {}

  /** Notes that a feature occurs; how often it does so makes no difference. */
  add(hash: number, weight: number): void {
    this.values.set(hash & (2 ** this.hashBits - 1), hash < 0 ? -weight : weight);
  }

  /** The collected features scaled to the given length, so that a long message weighs no more than a short one. */
  toVector(length: number): SparseVector {
    const values = Float32Array.from(this.values.values());
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    const scale = squares > 0 ? length / Math.sqrt(squares) : 0;
    return { indices: Uint32Array.from(this.values.keys()), values: values.map((value) => value * scale) };
  }
}

/** One vector with the entries of both. */
export function joinVectors(left: SparseVector, right: SparseVector): SparseVector {
  const indices = new Uint32Array(left.indices.length + right.indices.length);
  const values = new Float32Array(indices.length);
  indices.set(left.indices);
  indices.set(right.indices, left.indices.length);
  values.set(left.values);
  values.set(right.values, left.values.length);
  return { indices, values };
}
