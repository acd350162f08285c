import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { projectPath } from '#libs/kernel';

let server: Server;
afterEach(() => {
  server.close();
});

/** Runs the container's health check against an app that answers with this status. */
async function check(status: number, portVariable: string): Promise<'alive' | 'not alive'> {
  server = createServer((request, response) => response.writeHead(request.url === '/health/live' ? status : 404).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const env = { [portVariable]: String((server.address() as AddressInfo).port) };
  return promisify(execFile)(process.execPath, [projectPath('docker/healthcheck.mjs')], { env }).then(
    () => 'alive',
    () => 'not alive',
  );
}

describe('the health check of a container', () => {
  it.each(['PORT', 'OPS_PORT'])('asks the app on %s', async (variable) => {
    expect(await check(200, variable)).toBe('alive');
  });

  it('fails when the app answers with an error', async () => {
    expect(await check(503, 'PORT')).toBe('not alive');
  });

  it('fails when nobody listens', async () => {
    expect(await check(200, 'ANOTHER_PORT')).toBe('not alive');
  });
});
