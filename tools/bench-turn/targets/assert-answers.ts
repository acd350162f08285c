import type { DemoArticle } from './demo-questions.js';

/** Asks each question once. Throws when one is not answered with its article: then another thing would be measured. */
export async function assertAnswers(url: string, apiKey: string, articles: readonly DemoArticle[]): Promise<void> {
  for (const { question, answer } of articles) {
    const response = await fetch(`${url}/api/v1/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify({ session_id: `check-${question}`, user_id: 'check', message: question }),
    });
    const { message } = (await response.json()) as { message?: string };
    if (message !== answer) throw new Error(`"${question}" was answered with ${response.status} "${message}"`);
  }
}
