import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddIntentExample } from '#libs/contracts';
import { newId } from '#libs/kernel';
import { createTestDatabase, describeWith, eventually, type TestDatabase } from '#libs/testing';
import { IntentClassifier } from '../src/intent-classifier.js';
import { IntentExamples, MAX_EXAMPLES } from '../src/learning/intent-examples.js';
import { IntentModels } from '../src/learning/intent-models.js';
import { IntentRetraining, type Train } from '../src/learning/retraining.js';
import { TenantClassifiers } from '../src/learning/tenant-classifiers.js';
import { trainCandidate } from '../src/learning/train-candidate.js';
import { parseModel, serializeModel } from '../src/model-file.js';
import { trainIntentModel } from '../src/training/train-intent-model.js';
import type { Intent, LabelledUtterance } from '../src/types.js';

/** A small shop: quick to train, and every wording of one intent shares a word. */
const WORDS: Record<Intent, string> = { faq: 'hours', order: 'parcel', refund: 'money', technical: 'app', human: 'person', other: 'joke' };
const FRAMES = ['about the # please', 'the # again', 'my # today', 'tell me # now', 'what of the #', '# # #'];
const SHIPPED: LabelledUtterance[] = Object.entries(WORDS).flatMap(([intent, word]) =>
  FRAMES.map((frame, at) => ({ text: frame.replaceAll('#', word), intent: intent as Intent, locale: 'en' as const, group: `${intent}-${at}`, split: at < 4 ? ('train' as const) : ('test' as const) })),
);
const OPTIONS = { hashBits: 12 };
const NONSENSE = ['zorblax', 'quimby', 'fnord', 'wibble', 'grault'];
const example = (text: string, intent: Intent, given: Partial<AddIntentExample> = {}): AddIntentExample => ({ text, intent, locale: 'en', source: 'added', split: 'train', ...given });

describeWith('postgresql', 'learning intents', () => {
  let test: TestDatabase;
  let tenantId: string;
  let examples: IntentExamples;
  let models: IntentModels;
  let here: TenantClassifiers;
  let elsewhere: TenantClassifiers;
  let retraining: IntentRetraining;
  const serialized = serializeModel(trainIntentModel(SHIPPED, OPTIONS));
  const shipped = new IntentClassifier(parseModel(serialized));
  const train: Train = (task) => trainCandidate({ ...task, shipped: SHIPPED, shippedModel: serialized, options: OPTIONS });
  const writer = { kind: 'staff' as const, id: newId() };
  const never = new AbortController().signal;

  beforeAll(async () => {
    test = await createTestDatabase();
    examples = new IntentExamples(test.database);
    models = new IntentModels(test.database, shipped);
    retraining = new IntentRetraining(test.database, shipped, train);
  });

  afterAll(() => test?.drop());

  beforeEach(async () => {
    [here, elsewhere] = [new TenantClassifiers(test.database, shipped), new TenantClassifiers(test.database, shipped)];
    tenantId = await newTenant();
  });

  async function newTenant(): Promise<string> {
    const id = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `t-${id}`]);
    return id;
  }

  const add = async (...given: AddIntentExample[]) => {
    const added = await examples.add(tenantId, writer, given);
    here.forget(tenantId);
    return added;
  };
  const decide = async (text: string, where = here, tenant = tenantId) => (await where.of(tenant)).classify(text);
  const retrain = async () => {
    const outcome = await retraining.retrain(tenantId, never);
    here.forget(tenantId);
    return outcome;
  };
  const audit = async () => (await test.asOwner<{ action: string }>('SELECT action FROM audit_log WHERE tenant_id = $1 ORDER BY created_at, id', [tenantId])).map(({ action }) => action);
  const versions = async () => (await models.list(tenantId)).items.map(({ version, status }) => [version, status]);

  describe('examples', () => {
    it('decide their wording at once, here and within a second elsewhere, and nobody else’s', async () => {
      const other = await newTenant();
      expect((await decide('my parcel today', elsewhere)).intent).toBe('order');
      await add(example('my parcel today', 'faq', { source: 'correction' }));
      expect(await decide('My parcel, today')).toMatchObject({ intent: 'faq', sure: true, byExample: true });
      expect((await decide('my parcel today', here, other)).intent).toBe('order');
      await eventually('the other process knows', async () => (await decide('my parcel today', elsewhere)).intent === 'faq');
    });

    it('take the last word on a wording, also within one request, and go when they are deleted', async () => {
      const first = await add(example('fnord', 'faq'), example('FNORD quimby!', 'order'), example('fnord', 'refund'));
      expect(first).toMatchObject({ created: 2, updated: 0, items: [{ text: 'fnord', intent: 'refund' }, { text: 'FNORD quimby!', intent: 'order' }] });
      const second = await add(example('fnord', 'technical', { split: 'test' }));
      expect(second).toMatchObject({ created: 0, updated: 1, items: [{ id: first.items[0]!.id, intent: 'technical', split: 'test' }] });
      expect((await decide('fnord')).intent).toBe('technical');
      await examples.delete(tenantId, writer, first.items[0]!.id);
      here.forget(tenantId);
      expect((await decide('fnord')).byExample).toBeUndefined();
      await expect(examples.delete(tenantId, writer, first.items[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
      expect(await audit()).toEqual(['intent_examples.added', 'intent_examples.added', 'intent_examples.deleted']);
    });

    it('are listed newest first, filtered, page by page', async () => {
      for (const [at, word] of NONSENSE.entries()) await add(example(`${word} 100% _`, at < 3 ? 'faq' : 'order', { locale: at === 0 ? 'zh-TW' : 'en', source: at === 1 ? 'correction' : 'added' }));
      const texts = async (query: object) => (await examples.list(tenantId, { limit: 20, ...query })).items.map(({ text }) => text.split(' ')[0]);
      expect(await texts({})).toEqual(NONSENSE.toReversed());
      expect(await texts({ intent: 'faq', locale: 'en' })).toEqual(['fnord', 'quimby']);
      expect(await texts({ source: 'correction' })).toEqual(['quimby']);
      expect(await texts({ q: 'IBBLE 100% _' })).toEqual(['wibble']);
      const page = await examples.list(tenantId, { limit: 3 });
      expect(page.items).toHaveLength(3);
      expect((await examples.list(tenantId, { limit: 3, cursor: page.next_cursor! })).items.map(({ text }) => text.split(' ')[0])).toEqual(['quimby', 'zorblax']);
    });

    it('hold back about a fifth of what was added to measure by, and no correction', async () => {
      const words = Array.from({ length: 200 }, (_, at) => `word ${wordOf(at)}`);
      const added = await examples.add(tenantId, writer, words.map((text) => ({ text, intent: 'faq', locale: 'en', source: 'added' })));
      const measuring = added.items.filter(({ split }) => split === 'test').length;
      expect(measuring).toBeGreaterThan(20);
      expect(measuring).toBeLessThan(60);
      const corrected = await examples.add(tenantId, writer, words.map((text) => ({ text, intent: 'faq', locale: 'en', source: 'correction' })));
      expect(corrected).toMatchObject({ created: 0, updated: 200 });
      expect(corrected.items.every(({ split }) => split === 'train')).toBe(true);
    });

    it('are refused beyond the most a tenant may have, whole requests at a time', async () => {
      await test.asOwner(
        `INSERT INTO intent_examples (tenant_id, id, key, text, intent, locale, source, split)
         SELECT $1, gen_random_uuid(), n::text, n::text, 'faq', 'en', 'added', 'train' FROM generate_series(1, $2) n`,
        [tenantId, MAX_EXAMPLES - 1],
      );
      await expect(add(example('zorblax', 'faq'), example('quimby', 'faq'))).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await add(example('zorblax', 'faq'))).toMatchObject({ created: 1 });
      await expect(add(example('quimby', 'faq'))).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await add(example('zorblax', 'order'))).toMatchObject({ updated: 1 });
    });

    it('that say nothing are refused', async () => {
      await expect(add(example('...', 'faq'))).rejects.toMatchObject({ code: 'invalid_request' });
      expect(await audit()).toEqual([]);
    });
  });

  describe('a retraining', () => {
    const teach = () => add(...NONSENSE.map((word) => example(`zorblax ${word} flobs`, 'technical')), example('the zorblax of fnord', 'technical', { split: 'test' }));

    it('promotes what learned something, also for wordings that are no example, in every process', async () => {
      expect((await decide('zorblax flobs', elsewhere)).intent).not.toBe('technical');
      await teach();
      expect(await retrain()).toBe('promoted');
      const learned = await decide('zorblax flobs again');
      expect(learned).toMatchObject({ intent: 'technical' });
      expect(learned.byExample).toBeUndefined();
      expect((await decide('my parcel today')).intent).toBe('order');
      await eventually('the other process uses it', async () => (await decide('zorblax flobs again', elsewhere)).intent === 'technical');
      const { items, training } = await models.list(tenantId);
      expect(training).toBe('idle');
      expect(items).toMatchObject([
        { status: 'active', shipped: false, reason: null, examples: { train: 5, calibration: 0, test: 1 }, metrics: { shipped_test: { candidate: { count: 12 } }, tenant_test: { candidate: { count: 1, accuracy: 1 } } } },
        { status: 'retired', shipped: true, version: shipped.version },
      ]);
      expect((await here.of(tenantId)).version).toBe(items[0]!.version);
      expect(await audit()).toEqual(['intent_examples.added', 'intent_model.promoted']);
    });

    it('rejects what forgets the shipped wordings, and keeps no weights of it', async () => {
      const frames = ['what # of', 'the #', '# #', 'of the #', '# so', 'what of this #', 'a # here', '# it is'];
      await add(...['parcel', 'money', 'app'].flatMap((word) => frames.map((frame) => example(frame.replaceAll('#', word), 'human'))));
      expect(await retrain()).toBe('rejected');
      expect((await models.list(tenantId)).items).toMatchObject([{ status: 'rejected', reason: expect.stringContaining('shipped test set') }, { status: 'active', shipped: true }]);
      expect(await test.asOwner('SELECT model FROM intent_models WHERE tenant_id = $1', [tenantId])).toEqual([{ model: null }]);
      expect((await decide('what of the parcel')).intent).toBe('order');
      expect(await retraining.due()).not.toContain(tenantId);
    });

    it('rejects what decides the tenant’s own test worse than the model in use', async () => {
      await teach();
      await retrain();
      const { items } = await models.list(tenantId);
      await add(...NONSENSE.map((word) => example(`zorblax ${word} today`, 'refund')), ...NONSENSE.map((word) => example(`the zorblax of ${word}`, 'refund', { source: 'correction' })).slice(0, 2));
      await add(...['a', 'b', 'c'].map((word) => example(`the zorblax flobs ${word}`, 'technical', { split: 'test' })), ...NONSENSE.map((word) => example(`flobs ${word} zorblax`, 'refund')));
      expect(await retrain()).toBe('rejected');
      expect((await models.list(tenantId)).items[0]).toMatchObject({ status: 'rejected', reason: expect.stringContaining('the model in use') });
      expect((await here.of(tenantId)).version).toBe(items[0]!.version);
    });

    it('can be rolled back to the shipped model and forward again', async () => {
      await teach();
      await retrain();
      const [[trained]] = (await versions()) as [[string, string]];
      await models.activate(tenantId, writer, shipped.version);
      here.forget(tenantId);
      expect((await decide('zorblax flobs again')).intent).not.toBe('technical');
      expect(await versions()).toEqual([[trained, 'retired'], [shipped.version, 'active']]);
      expect(await retrain()).toBe('unchanged');
      expect(await versions()).toEqual([[trained, 'retired'], [shipped.version, 'active']]);
      await models.activate(tenantId, writer, trained);
      here.forget(tenantId);
      expect((await decide('zorblax flobs again')).intent).toBe('technical');
      expect((await audit()).filter((action) => action === 'intent_model.activated')).toHaveLength(2);
      await expect(models.activate(tenantId, writer, 'f'.repeat(16))).rejects.toMatchObject({ code: 'not_found' });
    });

    it('puts nothing to use over what a person chose while it was trained', async () => {
      await teach();
      await retrain();
      await add(example('quimby flobs', 'technical'));
      const slow = new IntentRetraining(test.database, shipped, async (task, signal) => {
        await models.activate(tenantId, writer, shipped.version);
        return train(task, signal);
      });
      expect(await slow.retrain(tenantId, never)).toBe('kept');
      expect((await versions()).map(([, status]) => status)).toEqual(['candidate', 'retired', 'active']);
    });

    it('is due when examples changed and had time to settle, or when somebody asks for it, and done once', async () => {
      await teach();
      expect(await retraining.due()).not.toContain(tenantId);
      expect((await models.list(tenantId)).training).toBe('due');
      await test.asOwner(`UPDATE intent_learning SET changed_at = now() - interval '1 minute' WHERE tenant_id = $1`, [tenantId]);
      expect(await retraining.due()).toContain(tenantId);
      await retrain();
      expect(await retraining.due()).not.toContain(tenantId);
      await models.requestRetraining(tenantId, writer);
      expect(await retraining.due()).toContain(tenantId);
      expect(await retrain()).toBe('unchanged');
      expect(await retraining.due()).not.toContain(tenantId);
    });

    it('runs once, however many workers there are, and again when its process died', async () => {
      await teach();
      const outcomes = await Promise.all([retraining.retrain(tenantId, never), new IntentRetraining(test.database, shipped, train).retrain(tenantId, never)]);
      expect(outcomes.toSorted()).toEqual(['busy', 'promoted']);
      await add(example('quimby flobs', 'technical'));
      const dying = new IntentRetraining(test.database, shipped, async () => Promise.reject(new Error('killed')));
      await expect(dying.retrain(tenantId, never)).rejects.toThrow('killed');
      expect(await retrain()).toBe('busy');
      expect((await models.list(tenantId)).training).toBe('running');
      await test.asOwner(`UPDATE intent_learning SET leased_until = now() - interval '1 second' WHERE tenant_id = $1`, [tenantId]);
      expect(await retrain()).toBe('promoted');
    });

    it('goes back to the shipped model when the last example is gone', async () => {
      const { items } = await teach();
      await retrain();
      for (const { id } of items) await examples.delete(tenantId, writer, id);
      expect(await retrain()).toBe('unchanged');
      expect((await here.of(tenantId)).version).toBe(shipped.version);
    });

    it('never uses a model that was made for another shipped one, and makes it anew', async () => {
      await teach();
      await retrain();
      const upgraded = { version: '0123456789abcdef' };
      const later = new IntentRetraining(test.database, upgraded, train);
      expect(await later.due()).not.toContain(tenantId);
      await test.asOwner(`UPDATE intent_learning SET changed_at = now() - interval '1 minute' WHERE tenant_id = $1`, [tenantId]);
      expect(await later.due()).toContain(tenantId);
      await test.asOwner(`UPDATE intent_models SET base_version = 'old' WHERE tenant_id = $1`, [tenantId]);
      here.forget(tenantId);
      expect((await here.of(tenantId)).version).toBe(shipped.version);
      const [[old]] = (await versions()) as [[string, string]];
      await expect(models.activate(tenantId, writer, old)).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('keeps a bounded number of versions', async () => {
      for (let at = 0; at < 13; at += 1) {
        await add(example(`zorblax ${wordOf(at)}`, 'technical'));
        expect(await retrain()).toBe('promoted');
      }
      const { items } = await models.list(tenantId);
      expect(items.map(({ status }) => status)).toEqual(['active', ...Array.from({ length: 11 }, () => 'retired')]);
    }, 60_000);
  });
});

function wordOf(at: number): string {
  return `${String.fromCharCode(97 + Math.floor(at / 26))}${String.fromCharCode(97 + (at % 26))}oo`;
}
