import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { EffectiveModelChoices, type Complexity, type ModelTier } from '#libs/contracts';
import { projectPath } from '#libs/kernel';
import { chooseModels, tierFor, type ModelWish, type OfferedModel } from '../../src/selection/choose-models.js';

const CHOICES: EffectiveModelChoices = {
  tasks: { 'answer-faq': 'small', 'agent-step': 'medium', 'agent-step:order': 'small', complaint: 'large' },
  complexity: { simple: -1, normal: 0, complex: 1 },
  models: { small: ['s1', 's2', 'between'], medium: ['m1', 'between'], large: ['l1'] },
};

const wish = (more: Partial<ModelWish> = {}): ModelWish => ({ task: 'agent-step', agentType: null, complexity: 'normal', thrift: 'none', ...more });
const model = (name: string, tier: ModelTier | null = null, price: number | null = null): OfferedModel => ({ name, tier, price });

describe('the size of model', () => {
  it.each<[string, string | null, Complexity, ModelTier]>([
    ['answer-faq', 'faq', 'normal', 'small'],
    ['answer-faq', 'faq', 'simple', 'small'],
    ['answer-faq', 'faq', 'complex', 'medium'],
    ['agent-step', null, 'normal', 'medium'],
    ['agent-step', 'order', 'normal', 'small'],
    ['agent-step', 'refund', 'normal', 'medium'],
    ['agent-step', 'refund', 'simple', 'small'],
    ['agent-step', 'refund', 'complex', 'large'],
    ['answer-faq', 'faq', 'complaint', 'large'],
    ['agent-step', 'order', 'complaint', 'large'],
    ['complaint', null, 'complex', 'large'],
    ['complaint', null, 'simple', 'medium'],
    ['never heard of', null, 'normal', 'medium'],
  ])('of %s by %s when %s is %s', (task, agentType, complexity, tier) => {
    expect(tierFor(wish({ task, agentType, complexity }), CHOICES)).toBe(tier);
  });

  it.each<[string, string | null, ModelTier]>([
    ['answer-faq', 'faq', 'small'],
    ['agent-step', 'order', 'small'],
    ['agent-step', 'refund', 'medium'],
    ['agent-step', 'technical', 'medium'],
    ['route', null, 'medium'],
    ['complaint', null, 'large'],
  ])('as it is shipped: of %s by %s is %s', async (task, agentType, tier) => {
    const shipped = EffectiveModelChoices.parse(JSON.parse(await readFile(projectPath('data', 'model-choices.json'), 'utf8')));
    expect(tierFor(wish({ task, agentType }), shipped)).toBe(tier);
  });
});

describe('the models to ask', () => {
  it.each<[ModelTier, string, string[]]>([
    ['small', 'answer-faq', ['small', 'medium', 'large']],
    ['medium', 'agent-step', ['medium', 'small', 'large']],
    ['large', 'complaint', ['large', 'medium', 'small']],
  ])('for %s are of that size, then smaller, then larger', (_, task, order) => {
    const offered = [model('large', 'large'), model('small', 'small'), model('medium', 'medium')];
    expect(chooseModels(offered, wish({ task }), CHOICES)).toEqual(order);
  });

  it('of one size stand as the list prefers, then by price, then by name, unknown prices last', () => {
    const offered = [model('dear', 'small', 9), model('unknown', 'small'), model('b', 'small', 2), model('a', 'small', 2), model('s2', null, 1), model('s1', null, 50)];
    expect(chooseModels(offered, wish({ task: 'answer-faq' }), CHOICES)).toEqual(['s1', 's2', 'a', 'b', 'dear', 'unknown']);
  });

  it('count a model of two lists as of the size that is nearer to the wished one', () => {
    const offered = [model('between', 'large'), model('l1')];
    expect(chooseModels(offered, wish({ task: 'agent-step' }), CHOICES)).toEqual(['between', 'l1']);
    expect(chooseModels([...offered, model('s1')], wish({ task: 'answer-faq' }), CHOICES)).toEqual(['s1', 'between', 'l1']);
    expect(chooseModels([...offered, model('m1')], wish({ task: 'agent-step' }), CHOICES)).toEqual(['m1', 'between', 'l1']);
  });

  it('take a model of no list and no price for a medium one', () => {
    expect(chooseModels([model('s1'), model('own'), model('l1')], wish(), CHOICES)).toEqual(['own', 's1', 'l1']);
  });

  it('are the cheapest alone when the budget is spent', () => {
    const offered = [model('l1', 'large', 10), model('unknown'), model('s1', 'small', 1), model('m1', 'medium', 5)];
    expect(chooseModels(offered, wish({ task: 'complaint', thrift: 'exhausted' }), CHOICES)).toEqual(['s1']);
  });

  it('are none where none is offered', () => {
    expect(chooseModels([], wish(), CHOICES)).toEqual([]);
    expect(chooseModels([], wish({ thrift: 'exhausted' }), CHOICES)).toEqual([]);
  });
});
