import type { ClassifiedIntent, ClassifyIntent } from '#libs/contracts';
import { understandMessage, type TenantClassifier, type Understanding, type UnderstandOptions } from '#libs/intents';

type Decided = Pick<ClassifiedIntent, 'intent' | 'confidence' | 'candidates' | 'decided_by'>;

/** What a message asks for, and what it was known by; nothing is kept, and no language model is asked. */
export function classifyIntent(classifier: TenantClassifier, { text, locale, context }: ClassifyIntent): ClassifiedIntent {
  const startedAt = performance.now();
  const options = locale ? { locale } : {};
  const understood = understandMessage(classifier, text, options);
  const decided = decide(understood, context?.flow) ?? fromBefore(classifier, text, context?.previous_message, options) ?? likeliest(understood);
  return {
    ...decided,
    parts: understood.parts,
    entities: understood.entities,
    locale: understood.locale,
    model_version: classifier.version,
    latency_ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
  };
}

/** Null when it is not sure. */
function decide(understood: Understanding, flow: NonNullable<ClassifyIntent['context']>['flow']): Decided | null {
  const { intent, confidence, sure, candidates, byExample } = understood;
  // A dialogue keeps its answer, but never keeps a customer from a person.
  const changesSubject = intent === 'human' || (sure && intent !== 'other');
  if (flow && !changesSubject) return { intent: flow, confidence, candidates, decided_by: 'flow' };
  return sure ? { intent, confidence, candidates, decided_by: byExample ? 'example' : 'classifier' } : null;
}

/** "And how long?" says too little by itself. */
function fromBefore(classifier: TenantClassifier, text: string, previous: string | undefined, options: UnderstandOptions): Decided | null {
  if (!previous) return null;
  const { intent, confidence, sure, candidates } = classifier.classify(`${previous}\n${text}`, options);
  return sure ? { intent, confidence, candidates, decided_by: 'classifier' } : null;
}

const likeliest = ({ intent, confidence, candidates }: Understanding): Decided => ({ intent, confidence, candidates, decided_by: 'default' });
