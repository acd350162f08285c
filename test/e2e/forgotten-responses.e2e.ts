import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { projectPath } from '#libs/kernel';

/** In a process of its own: while coverage is measured nothing that a test forgot is collected. */
const SCENARIO = `
  const { createServer } = await import('node:http');
  const { createOutboundFetch, OutboundPolicy } = await import(process.argv[1]);
  const open = new Set();
  const server = createServer((request, response) => {
    response.writeHead(200).write('one');
    open.add(response);
    response.on('close', () => open.delete(response));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outbound = createOutboundFetch({ policy: new OutboundPolicy('127.0.0.1') });
  for (let time = 0; time < 10; time += 1) await outbound.fetch('http://127.0.0.1:' + server.address().port).then(({ status }) => status);
  const before = open.size;
  for (let time = 0; time < 200 && open.size > 1; time += 1) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  console.log(JSON.stringify({ before, after: open.size }));
  process.exit();
`;

it('a response that is forgotten unread frees its connection', async () => {
  const built = projectPath('dist', 'libs', 'outbound', 'src', 'index.js');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '-e', SCENARIO, built]);
  const { before, after } = JSON.parse(stdout) as { before: number; after: number };
  expect(before).toBe(10);
  // The last one may still lie on a stack.
  expect(after).toBeLessThanOrEqual(1);
});
