import { describe, expect, it } from '@jest/globals';
import { startScriptedLlm, type LlmBehaviour } from '../../src/scripted-llm/index.js';
import { askOpenAi, drain, failureOf, llm, openAi, question, streamAnthropic, useScriptedLlm } from './clients.js';

useScriptedLlm();

describe('who gets what', () => {
  const says = (text: string): LlmBehaviour => ({ kind: 'answer', text });
  const asks = async (apiKey: string, model: string): Promise<string | null> => {
    const client = openAi.withOptions({ apiKey });
    return (await client.chat.completions.create({ ...question, model })).choices[0]!.message.content;
  };

  it('goes by the queue, then the key, then the model', async () => {
    llm.always((request) => says(`always ${request.model}`));
    llm.forModel('large', says('model'));
    llm.forKey('sk-one', says('key'));
    llm.script(says('first'), () => says('second'));
    await openAi.models.list();
    const answers = [await asks('sk-one', 'large'), await asks('sk-one', 'large'), await asks('sk-one', 'large'), await asks('sk-two', 'large'), await asks('sk-two', 'small')];
    expect(answers).toEqual(['first', 'second', 'key', 'model', 'always small']);
  });

  it('records what was asked', async () => {
    await askOpenAi();
    await drain(streamAnthropic());
    expect(llm.requests).toMatchObject([
      { format: 'openai', path: '/v1/chat/completions', apiKey: 'sk-openai', model: 'small', streaming: false, aborted: false, body: question },
      { format: 'anthropic', path: '/v1/messages', apiKey: 'sk-anthropic', model: 'small', streaming: true, headers: { 'anthropic-version': '2026-10-21' } },
    ]);
    llm.reset();
    expect([llm.requests.length, llm.received]).toEqual([0, 0]);
  });

  it('keeps no more requests than it was told to', async () => {
    const other = await startScriptedLlm({ keepRequests: 1 });
    await fetch(`${other.url}/v1/models`);
    await fetch(`${other.url}/v1/models`);
    expect([other.requests.length, other.received]).toEqual([1, 2]);
    await other.close();
  });

  it('says so when a script throws', async () => {
    llm.script(() => {
      throw new Error('no such order');
    });
    expect(await failureOf(askOpenAi())).toMatchObject({ message: expect.stringContaining('no such order') });
  });
});

describe('what else a wire can carry', () => {
  it('is of another content type', async () => {
    llm.always({ kind: 'wrong-content-type', contentType: 'text/html', body: '<html>Bad gateway</html>' });
    expect(await askOpenAi()).toBe('<html>Bad gateway</html>');
  });

  it('leads elsewhere', async () => {
    llm.script({ kind: 'redirect', to: `${llm.url}/elsewhere/chat/completions` });
    expect((await askOpenAi()).object).toBe('chat.completion');
    expect(llm.requests.map((request) => request.path)).toEqual(['/v1/chat/completions', '/elsewhere/chat/completions']);
  });
});
