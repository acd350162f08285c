import { LOCALES, measureEntities, understandMessage, type IntentClassifier, type JudgedEntities, type JudgedMessage } from '#libs/intents';
import { percent, printTable } from './figures.js';

interface Options {
  /** Whether dates such as "yesterday" are marked; else those found do not count. */
  relativeDates: boolean;
  listWrong: boolean;
}

/** How well the things that messages name are found, where somebody marked them. */
export function reportEntities(classifier: IntentClassifier, messages: readonly JudgedMessage[], { relativeDates, listWrong }: Options): void {
  console.log('\n== entities');
  const rows: string[][] = [['', 'right', 'precision', 'recall']];
  for (const locale of LOCALES) {
    const judged = messages.flatMap((message) => (message.locale === locale && message.entities ? [judge(classifier, message, relativeDates)] : []));
    for (const [type, { right, precision, recall }] of Object.entries(measureEntities(judged))) rows.push([`${locale} ${type}`, String(right), percent(precision), percent(recall)]);
    if (listWrong) for (const { wanted, found, text } of judged) listDifferences(wanted, found, text);
  }
  printTable(rows);
}

function judge(classifier: IntentClassifier, { text, locale, entities }: JudgedMessage, relativeDates: boolean): JudgedEntities & { text: string } {
  const found = understandMessage(classifier, text, { locale }).entities.filter((entity) => relativeDates || entity.type !== 'date' || /\d/.test(entity.text));
  return { text, found, wanted: (entities ?? []).map(({ type, value }) => ({ type, text: value })) };
}

function listDifferences(wanted: JudgedEntities['wanted'], found: JudgedEntities['found'], text: string): void {
  const spelled = ({ type, text: exact }: JudgedEntities['wanted'][number]): string => `${type} ${exact}`;
  const [missed, extra] = [wanted.map(spelled).filter((one) => !found.map(spelled).includes(one)), found.map(spelled).filter((one) => !wanted.map(spelled).includes(one))];
  if (missed.length + extra.length > 0) console.log(`missed ${JSON.stringify(missed)}\textra ${JSON.stringify(extra)}\t${text}`);
}
