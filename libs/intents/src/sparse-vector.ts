/** A vector that is zero but at a few places; `indices` are unique. */
export interface SparseVector {
  indices: Uint32Array;
  values: Float32Array;
}

/** Adds up hashed features: a feature's low bits choose its place, its top bit its sign (collisions then cancel out). */
export class FeatureAccumulator {
  private readonly weights = new Map<number, number>();

  constructor(private readonly hashBits: number) {}

  add(hash: number, weight: number): void {
    const index = hash & ((1 << this.hashBits) - 1);
    const signed = hash < 0 ? -weight : weight;
    const present = this.weights.get(index);
    if (present === undefined) this.weights.set(index, signed);
  }

  /** The vector scaled to length 1, so that a long message weighs no more than a short one. */
  toUnitVector(length = 1): SparseVector {
    const indices = Uint32Array.from(this.weights.keys());
    const values = Float32Array.from(this.weights.values());
    let squares = 0;
    for (const value of values) squares += value * value;
    const scale = squares > 0 ? length / Math.sqrt(squares) : 0;
    for (let at = 0; at < values.length; at += 1) values[at]! *= scale;
    return { indices, values };
  }
}

export function joinVectors(a: SparseVector, b: SparseVector): SparseVector {
  const indices = new Uint32Array(a.indices.length + b.indices.length);
  const values = new Float32Array(indices.length);
  indices.set(a.indices); indices.set(b.indices, a.indices.length);
  values.set(a.values); values.set(b.values, a.indices.length);
  return { indices, values };
}
