/**
 * Measures the router's intent classifier on the test split, per language and overall, against what is wanted of it.
 * Usage: node dist/tools/eval-router.js [--data data/intents] [--model dist/models/intents.json] [--split test] [--wrong]
 * `--wrong` also lists what was decided wrongly.
 */
import { parseArgs } from 'node:util';
import { INTENTS, loadIntentModel, LOCALES, measureDecisions, readUtterances, type JudgedDecision, type LabelledUtterance, type Locale } from '#libs/intents';

/** What the router is meant to reach in every language. */
const WANTED = { accuracy: 0.95, calibrationError: 0.05, otherRecall: 0.85, inScopeRefused: 0.05, p99Milliseconds: 5 } as const;

interface Trial extends JudgedDecision {
  utterance: LabelledUtterance;
  detected: Locale;
  milliseconds: number;
}

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string', default: 'data/intents' },
    model: { type: 'string', default: 'dist/models/intents.json' },
    split: { type: 'string', default: 'test' },
    wrong: { type: 'boolean', default: false },
  },
});

const loadStartedAt = performance.now();
const classifier = await loadIntentModel(flags.model);
console.log(`Model ${classifier.version}, loaded in ${(performance.now() - loadStartedAt).toFixed(1)} ms; split ${flags.split}`);
const { temperature, otherBias, sureConfidence } = classifier.calibration;
console.log(`Sure from ${sureConfidence.toFixed(3)}, bias of other ${otherBias.toFixed(3)}, temperature ${temperature.toFixed(3)}`);

const utterances = (await readUtterances(flags.data)).filter(({ split }) => split === flags.split);
for (const utterance of utterances) attempt(utterance);
const trials = utterances.map(attempt);

for (const locale of LOCALES) report(locale, trials.filter(({ utterance }) => utterance.locale === locale));
report('overall', trials);
if (flags.wrong) listWrong(trials);

function attempt(utterance: LabelledUtterance): Trial {
  const startedAt = performance.now();
  const { intent, confidence, sure, locale } = classifier.classify(utterance.text, { locale: utterance.locale });
  return { utterance, wanted: utterance.intent, intent, confidence, sure, detected: locale, milliseconds: performance.now() - startedAt };
}

function report(title: string, part: Trial[]): void {
  if (part.length === 0) return;
  const measured = measureDecisions(part);
  const rightLocale = part.filter(({ utterance, detected }) => utterance.locale === detected).length / part.length;
  const times = part.map(({ milliseconds }) => milliseconds).sort((left, right) => left - right);
  const p99 = quantile(times, 0.99);
  const rows: [string, string][] = [
    ['utterances', String(measured.count)],
    ['accuracy', percent(measured.accuracy) + atLeast(measured.accuracy, WANTED.accuracy)],
    ['macro F1', percent(measured.macroF1)],
    ['expected calibration error', measured.expectedCalibrationError.toFixed(3) + atMost(measured.expectedCalibrationError, WANTED.calibrationError)],
    ['out-of-scope recall', percent(measured.otherRecall) + atLeast(measured.otherRecall, WANTED.otherRecall)],
    ['in-scope refused', percent(measured.inScopeRefused) + atMost(measured.inScopeRefused, WANTED.inScopeRefused)],
    ['sure', `${percent(measured.sureShare)}, of these right ${percent(measured.sureAccuracy)}`],
    ['language right', percent(rightLocale)],
    ['latency p50 / p99', `${quantile(times, 0.5).toFixed(3)} / ${p99.toFixed(3)} ms${atMost(p99, WANTED.p99Milliseconds)}`],
  ];
  console.log(`\n== ${title}`);
  for (const [name, value] of rows) console.log(`${name.padEnd(28)}${value}`);
  console.log(['wanted \\ decided', ...INTENTS].map(cell).join(''));
  for (const wanted of INTENTS) console.log([wanted, ...INTENTS.map((intent) => String(measured.confusion[wanted][intent]))].map(cell).join(''));
}

function listWrong(all: Trial[]): void {
  console.log('\n== wrong');
  for (const { utterance, wanted, intent, confidence } of all) {
    if (wanted !== intent) console.log(`${utterance.locale}\t${wanted} -> ${intent}\t${confidence.toFixed(2)}\t${utterance.group}\t${utterance.text}`);
  }
}

function atLeast(value: number, wanted: number): string {
  return value >= wanted ? '' : `   below the wanted ${wanted}`;
}

function atMost(value: number, wanted: number): string {
  return value <= wanted ? '' : `   above the wanted ${wanted}`;
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(18) : text.padStart(11);
}
