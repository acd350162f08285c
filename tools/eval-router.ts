/**
 * Measures the router's intent classifier on the test split.
 * Usage: node dist/tools/eval-router.js [--data data/intents] [--model dist/models/intents.json] [--split test] [--wrong]
 * `--wrong` also lists what was decided wrongly.
 */
import { parseArgs } from 'node:util';
import { INTENTS, loadIntentModel, LOCALES, measureDecisions, readUtterances, type JudgedDecision, type LabelledUtterance, type Locale } from '#libs/intents';

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
  const rows: [string, string][] = [
    ['utterances', String(measured.count)],
    ['accuracy', percent(measured.accuracy)],
    ['macro F1', percent(measured.macroF1)],
    ['expected calibration error', measured.expectedCalibrationError.toFixed(3)],
    ['out-of-scope recall', percent(measured.otherRecall)],
    ['in-scope refused', percent(measured.inScopeRefused)],
    ['sure', `${percent(measured.sureShare)}, of these right ${percent(measured.sureAccuracy)}`],
    ['language right', percent(rightLocale)],
    ['latency p50 / p99', `${quantile(times, 0.5).toFixed(3)} / ${quantile(times, 0.99).toFixed(3)} ms`],
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

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function cell(text: string, column: number): string {
  return column === 0 ? text.padEnd(18) : text.padStart(11);
}
