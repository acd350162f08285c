import type { EntityType } from '#libs/contracts';

export interface MarkedEntity {
  type: EntityType;
  /** Exactly as it stands in the message. */
  text: string;
}

export interface JudgedEntities {
  wanted: MarkedEntity[];
  found: MarkedEntity[];
}

export interface EntityMeasurement {
  right: number;
  /** Shares are 0 to 1; a share of nothing is 1. */
  precision: number;
  recall: number;
}

/** How many of the marked things of each type were found, exactly to the character, and how many of the found are marked. */
export function measureEntities(messages: readonly JudgedEntities[]): Partial<Record<EntityType, EntityMeasurement>> {
  const counts = new Map<EntityType, { right: number; wanted: number; found: number }>();
  const countOf = (type: EntityType) => counts.get(type) ?? counts.set(type, { right: 0, wanted: 0, found: 0 }).get(type)!;
  for (const { wanted, found } of messages) {
    const open = [...wanted];
    for (const { type } of wanted) countOf(type).wanted += 1;
    for (const { type, text } of found) {
      countOf(type).found += 1;
      const at = open.findIndex((entity) => entity.type === type && entity.text === text);
      if (at < 0) continue;
      countOf(type).right += 1;
      open.splice(at, 1);
    }
  }
  return Object.fromEntries([...counts].map(([type, { right, wanted, found }]) => [type, { right, precision: share(right, found), recall: share(right, wanted) }]));
}

const share = (part: number, all: number): number => (all === 0 ? 1 : part / all);
