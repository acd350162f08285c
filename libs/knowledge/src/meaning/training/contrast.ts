/**
 * How badly texts of one topic lie together, and which way each should move: the contrastive loss of
 * Khosla et al. 2020 ("Supervised Contrastive Learning"), half over each partner by itself and half over all
 * partners together, so that a wording need not come close to every other one.
 * @param vectors unit vectors, one row of `dimensions` numbers a text
 * @param topics the topic of each text
 * @param slopes takes the gradient by the vectors; same form as `vectors`
 * @returns the mean loss of the texts that have a partner
 */
export function contrast(vectors: Float32Array, topics: Int32Array, dimensions: number, temperature: number, slopes: Float32Array): number {
  const count = topics.length;
  slopes.fill(0);
  const masses = new Float32Array(count);
  let loss = 0;
  for (let row = 0; row < count; row++) loss += contrastOne(row, { vectors, topics, dimensions, temperature, slopes, masses });
  return loss / count;
}

interface Batch {
  vectors: Float32Array;
  topics: Int32Array;
  dimensions: number;
  temperature: number;
  slopes: Float32Array;
  masses: Float32Array;
}

function contrastOne(row: number, batch: Batch): number {
  const { topics, masses } = batch;
  const partners = fillMasses(row, batch);
  if (partners.count === 0) return 0;
  for (let other = 0; other < topics.length; other++) {
    if (other === row) continue;
    const isPartner = topics[other] === topics[row];
    const wanted = isPartner ? 0.5 / partners.count + (0.5 * masses[other]!) / partners.mass : 0;
    pull(row, other, (masses[other]! - wanted) / (batch.temperature * topics.length), batch);
  }
  return -Math.log(partners.mass);
}

/** The share of each other text in the softmax of this one's likenesses. */
function fillMasses(row: number, { vectors, topics, dimensions, temperature, masses }: Batch): { count: number; mass: number } {
  let total = 0;
  const highest = 1 / temperature;
  for (let other = 0; other < topics.length; other++) {
    masses[other] = other === row ? 0 : Math.exp(dot(vectors, row * dimensions, vectors, other * dimensions, dimensions) / temperature - highest);
    total += masses[other]!;
  }
  let [count, mass] = [0, 0];
  for (let other = 0; other < topics.length; other++) {
    masses[other]! /= total;
    if (other === row || topics[other] !== topics[row]) continue;
    count += 1;
    mass += masses[other]!;
  }
  return { count, mass: mass + Number.EPSILON };
}

function pull(row: number, other: number, slope: number, { vectors, dimensions, slopes }: Batch): void {
  const [here, there] = [row * dimensions, other * dimensions];
  for (let at = 0; at < dimensions; at++) {
    slopes[here + at]! += slope * vectors[there + at]!;
    slopes[there + at]! += slope * vectors[here + at]!;
  }
}

function dot(left: Float32Array, leftAt: number, right: Float32Array, rightAt: number, length: number): number {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += left[leftAt + at]! * right[rightAt + at]!;
  return sum;
}
