import type { Complexity, EffectiveModelChoices, ModelTier } from '#libs/contracts';

/** A model that a channel offers, with what is known of its price: US dollars per million tokens in and out. */
export interface OfferedModel {
  name: string;
  tier: ModelTier | null;
  price: number | null;
}

export interface ModelWish {
  task: string;
  agentType: string | null;
  complexity: Complexity;
  /** `exhausted`: only the cheapest may answer. */
  thrift: 'none' | 'exhausted';
}

const TIERS: readonly ModelTier[] = ['small', 'medium', 'large'];

/** The size of model the wish calls for. */
export function tierFor({ task, agentType, complexity }: ModelWish, choices: EffectiveModelChoices): ModelTier {
  if (complexity === 'complaint' && choices.tasks.complaint) return choices.tasks.complaint;
  const base = (agentType !== null && choices.tasks[`${task}:${agentType}`]) || choices.tasks[task] || 'medium';
  const at = TIERS.indexOf(base) + (choices.complexity[complexity] ?? 0);
  return TIERS[Math.min(TIERS.length - 1, Math.max(0, at))]!;
}

/**
 * The offered models in the order in which they are to be tried: those of the wished size, then the
 * sizes below, then those above; within a size as the lists prefer, then the cheaper first.
 */
export function chooseModels(offered: readonly OfferedModel[], wish: ModelWish, choices: EffectiveModelChoices): string[] {
  if (wish.thrift === 'exhausted') return [...offered].sort((a, b) => priceOf(a) - priceOf(b)).slice(0, 1).map(({ name }) => name);
  const wanted = TIERS.indexOf(tierFor(wish, choices));
  const ranked = offered.map((model) => {
    const tier = nearestTier(model, wanted, choices);
    return { name: model.name, price: priceOf(model), distance: distanceOf(tier, wanted), liking: likingOf(model.name, TIERS[tier]!, choices) };
  });
  ranked.sort((a, b) => a.distance - b.distance || a.liking - b.liking || a.price - b.price || a.name.localeCompare(b.name));
  return ranked.map(({ name }) => name);
}

/** A model in several lists counts as of the size nearest to the wished one. */
function nearestTier({ name, tier }: OfferedModel, wanted: number, { models }: EffectiveModelChoices): number {
  const listed = TIERS.flatMap((candidate, at) => (models[candidate]?.includes(name) ? [at] : []));
  if (listed.length > 0) return listed.reduce((best, at) => (distanceOf(at, wanted) < distanceOf(best, wanted) ? at : best));
  return TIERS.indexOf(tier ?? 'medium');
}

/** Going down costs less than going up: down by one, down by two, then up by one, up by two. */
const distanceOf = (tier: number, wanted: number): number => (tier <= wanted ? wanted - tier : tier - wanted + TIERS.length);

function likingOf(name: string, tier: ModelTier, { models }: EffectiveModelChoices): number {
  const at = models[tier]?.indexOf(name) ?? -1;
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

/** A model without a known price is taken to be dear. */
const priceOf = ({ price }: OfferedModel): number => price ?? Number.MAX_VALUE;
