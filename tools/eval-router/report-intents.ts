import { INTENTS, LOCALES, measureDecisions, understandMessage, type IntentClassifier, type JudgedDecision, type JudgedMessage, type Locale } from '#libs/intents';
import { WANTED, atLeast, atMost, latency, percent, printRows, printTable, timed } from './figures.js';

interface Trial extends JudgedDecision {
  message: JudgedMessage;
  detected: Locale;
  classifying: number;
  understanding: number;
  /** What was made of it as the router does, part by part. */
  understood: { right: boolean; parts: number };
}

/** How well the intent of whole messages is known. */
export function reportIntents(classifier: IntentClassifier, messages: readonly JudgedMessage[], listWrong: boolean): void {
  // A first time, so that what is measured is not the compiler.
  for (const message of messages) attempt(classifier, message);
  const trials = messages.map((message) => attempt(classifier, message));
  for (const locale of LOCALES) report(locale, trials.filter(({ message }) => message.locale === locale));
  report('overall', trials);
  if (!listWrong) return;
  console.log('\n== wrong');
  for (const { message, wanted, intent, confidence } of trials) {
    if (wanted !== intent) console.log(`${message.locale}\t${wanted} -> ${intent}\t${confidence.toFixed(2)}\t${message.group}\t${message.text}`);
  }
}

function attempt(classifier: IntentClassifier, message: JudgedMessage): Trial {
  const { text, intent: wanted, locale } = message;
  const classified = timed(() => classifier.classify(text, { locale }));
  const understood = timed(() => understandMessage(classifier, text, { locale }));
  const { intent, confidence, sure, locale: detected } = classified.result;
  return {
    message,
    wanted,
    intent,
    confidence,
    sure,
    detected,
    classifying: classified.milliseconds,
    understanding: understood.milliseconds,
    understood: { right: understood.result.intent === wanted, parts: understood.result.parts.length },
  };
}

function report(title: string, trials: readonly Trial[]): void {
  if (trials.length === 0) return;
  const measured = measureDecisions([...trials]);
  const shareOf = (holds: (trial: Trial) => boolean): string => percent(trials.filter(holds).length / trials.length);
  printRows(title, [
    ['messages', String(measured.count)],
    ['accuracy', percent(measured.accuracy) + atLeast(measured.accuracy, WANTED.accuracy)],
    ['macro F1', percent(measured.macroF1)],
    ['expected calibration error', measured.expectedCalibrationError.toFixed(3) + atMost(measured.expectedCalibrationError, WANTED.calibrationError)],
    ['out-of-scope recall', percent(measured.otherRecall) + atLeast(measured.otherRecall, WANTED.otherRecall)],
    ['in-scope refused', percent(measured.inScopeRefused) + atMost(measured.inScopeRefused, WANTED.inScopeRefused)],
    ['sure', `${percent(measured.sureShare)}, of these right ${percent(measured.sureAccuracy)}`],
    ['accuracy with parts', shareOf(({ understood }) => understood.right)],
    ['left whole', shareOf(({ understood }) => understood.parts === 1)],
    ['language right', shareOf(({ message, detected }) => message.locale === detected)],
    ['classify, p50 / p99', latency(trials.map(({ classifying }) => classifying))],
    ['understand, p50 / p99', latency(trials.map(({ understanding }) => understanding))],
  ]);
  printTable([['wanted \\ decided', ...INTENTS], ...INTENTS.map((wanted) => [wanted, ...INTENTS.map((intent) => String(measured.confusion[wanted][intent]))])]);
}
