import { LOCALES, measureParts, understandMessage, type IntentClassifier, type JudgedParts, type JudgedSplit } from '#libs/intents';
import { latency, percent, printRows, timed } from './figures.js';

interface Trial extends JudgedSplit {
  message: JudgedParts;
  milliseconds: number;
}

/** How well messages are cut into their wishes. */
export function reportParts(classifier: IntentClassifier, messages: readonly JudgedParts[], listWrong: boolean): void {
  for (const message of messages) attempt(classifier, message);
  const trials = messages.map((message) => attempt(classifier, message));
  for (const locale of LOCALES) report(locale, trials.filter(({ message }) => message.locale === locale));
  report('overall', trials);
  if (!listWrong) return;
  console.log('\n== wrong');
  const spelled = (parts: JudgedSplit['found']): string => parts.map(({ intent, text }) => `${intent}: ${text}`).join(' | ');
  for (const { message, wanted, found } of trials) {
    if (wanted.map(({ intent }) => intent).join() !== found.map(({ intent }) => intent).join()) console.log(`${message.locale}\twanted ${spelled(wanted)}\tfound ${spelled(found)}`);
  }
}

function attempt(classifier: IntentClassifier, message: JudgedParts): Trial {
  const { result, milliseconds } = timed(() => understandMessage(classifier, message.text, { locale: message.locale }));
  return { message, wanted: message.parts, found: result.parts, milliseconds };
}

function report(title: string, trials: readonly Trial[]): void {
  if (trials.length === 0) return;
  const measured = measureParts(trials);
  printRows(title, [
    ['several wishes', String(measured.several)],
    ['cut into the right number', percent(measured.severalCounted)],
    ['and the right intents', percent(measured.severalRight)],
    ['texts of these parts right', percent(measured.textsRight)],
    ['one wish that looks like more', String(measured.single)],
    ['left whole', percent(measured.singleWhole)],
    ['all right, intents included', percent(measured.right)],
    ['understand, p50 / p99', latency(trials.map(({ milliseconds }) => milliseconds))],
  ]);
}
