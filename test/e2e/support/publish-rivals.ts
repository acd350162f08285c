import { expect } from '@jest/globals';
import type { TestTenant } from './platform.js';

const SUBJECTS = [
  { locale: 'en', question: 'A laptop is too expensive to pay at once, can I spread it over half a year?', answers: ['Six rates are possible.', 'Ask in the store.'] },
  { locale: 'zh-TW', question: '學校要買三十個鍵盤，價錢可以怎麼談？', answers: ['三十個以上由專員報價。', '學校請洽門市。'] },
  { locale: 'zh-TW', question: '手機的感應支付可以用嗎？', answers: ['門市都可以。', '網路上不行。'] },
];

/** Publishes two articles under the same question in each language: the search finds both, and can never be sure which of them answers. */
export async function publishRivals(tenant: TestTenant): Promise<void> {
  const items = SUBJECTS.flatMap(({ locale, question, answers }, subject) => answers.map((answer, at) => ({ external_id: `rival-${locale}-${subject}-${at}`, locale, question, answer })));
  const { status, body } = await tenant.api.post('/api/v1/faqs/import', { items });
  expect({ status, body }).toMatchObject({ status: 200, body: { created: items.length } });
}
