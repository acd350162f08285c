import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { CONFIG, ConfigurationError, loadConfig } from '#libs/kernel';
import { OutboundFetch, OutboundModule, OutboundPolicy } from '../src/index.js';
import { sendJson, startLocalServer } from './local-server.js';

function start(list: string) {
  @Global()
  @Module({ providers: [{ provide: CONFIG, useValue: loadConfig({ OUTBOUND_ALLOWED_HOSTS: list }) }], exports: [CONFIG] })
  class ConfigModule {}
  @Module({ imports: [ConfigModule, OutboundModule] })
  class TestModule {}
  return NestFactory.createApplicationContext(TestModule, { logger: false, abortOnError: false });
}

describe('the module', () => {
  it('gives everybody one policy and one fetch, closed on shutdown', async () => {
    const server = await startLocalServer((_, response) => sendJson(response, 200, { a: 1 }));
    const context = await start(`127.0.0.1:${server.port}`);
    const { fetch } = context.get(OutboundFetch);
    expect(await (await fetch(server.url)).json()).toEqual({ a: 1 });
    expect(context.get(OutboundPolicy).assertUrl(server.url).port).toBe(String(server.port));
    await context.close();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
    await server.close();
  });

  it('does not start with a list that is not valid', async () => {
    await expect(start('not a host')).rejects.toThrow(ConfigurationError);
  });
});
