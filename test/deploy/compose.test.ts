import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { EnvironmentSchema, projectPath } from '#libs/kernel';
import { deployedApps, readCompose, type ComposeFile, type ComposeService } from './compose.js';

const SERVERS = { postgresql: 'postgres:18', rabbitmq: 'rabbitmq:4', redis: 'redis:8', elasticsearch: 'elasticsearch:' };

let compose: ComposeFile;
let apps: Record<string, ComposeService>;

beforeAll(async () => {
  compose = await readCompose();
  apps = Object.fromEntries((await deployedApps()).map((name) => [name, compose.services[name] ?? {}]));
});

/** The source of what `node … dist/<path>.js` runs. */
function sourceOf(service: ComposeService): string {
  const [program, ...rest] = service.command ?? [];
  const script = rest.at(-1) ?? '';
  return program === 'node' ? script.replace(/^dist\/(.*)\.js$/, '$1.ts') : '';
}

const unsetFails = (value: string | number | undefined) => /\$\{\w+:\?[^}]+\}/.test(String(value));
const conditionsOf = (service: ComposeService) =>
  Object.fromEntries(Object.entries(service.depends_on ?? {}).map(([name, { condition }]) => [name, condition]));

describe('docker-compose.yml', () => {
  it('has every app that is a process of its own, and no others', () => {
    const built = Object.entries(compose.services).flatMap(([name, service]) => (service.build ? [name] : []));
    expect(built.toSorted()).toEqual([...Object.keys(apps), 'migrate'].toSorted());
  });

  it('runs each app’s own main from the one image', () => {
    for (const [name, service] of Object.entries(apps)) {
      expect([name, sourceOf(service)]).toEqual([name, `apps/${name}/src/main.ts`]);
      expect(existsSync(projectPath(sourceOf(service)))).toBe(true);
      expect(service.image).toBe(compose.services['migrate']?.image);
    }
  });

  it('migrates once, with a tool that exists, as soon as the database answers', () => {
    const migrate = compose.services['migrate'] ?? {};
    expect(existsSync(projectPath(sourceOf(migrate)))).toBe(true);
    expect(migrate).toMatchObject({ restart: 'no', healthcheck: { disable: true } });
    expect(conditionsOf(migrate)).toEqual({ postgresql: 'service_healthy' });
  });

  it('starts the apps when the servers are healthy and the database is migrated', () => {
    for (const service of Object.values(apps)) {
      expect(conditionsOf(service)).toMatchObject({
        postgresql: 'service_healthy',
        rabbitmq: 'service_healthy',
        redis: 'service_healthy',
        migrate: 'service_completed_successfully',
      });
    }
  });

  it('waits for nothing that is not there or has no health to wait for', () => {
    for (const service of Object.values(compose.services)) {
      for (const [name, condition] of Object.entries(conditionsOf(service))) {
        const other = compose.services[name];
        expect([name, other?.healthcheck?.disable ?? !other?.healthcheck]).toEqual([name, condition === 'service_completed_successfully']);
      }
    }
  });

  it('checks the health of everything that keeps running', () => {
    for (const [name, service] of Object.entries(compose.services).filter(([key]) => key !== 'migrate')) {
      expect([name, service.healthcheck?.test?.[0]]).toEqual([name, expect.stringMatching(/^CMD(-SHELL)?$/)]);
    }
    for (const { healthcheck } of Object.values(apps)) {
      const script = healthcheck?.test?.at(-1) ?? '';
      expect(existsSync(projectPath(script))).toBe(true);
    }
  });

  it('sets only variables that the platform reads, to values that it takes', () => {
    for (const [name, service] of Object.entries({ ...apps, migrate: compose.services['migrate'] })) {
      const given = Object.entries(service?.environment ?? {});
      const unknown = given.map(([key]) => key).filter((key) => !(key in EnvironmentSchema.shape));
      expect([name, unknown]).toEqual([name, []]);
      const filled = given.map(([key, value]) => [key, fill(String(value))]).filter(([, value]) => value !== '');
      expect(EnvironmentSchema.safeParse(Object.fromEntries(filled)).error).toBeUndefined();
    }
  });

  it('serves customers on the gateway’s port alone, and health on the port the health check asks', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports }]) => (ports ?? []).map((port) => [name, port]));
    expect(published).toEqual([['gateway', '${SWITCHBOARD_PORT:-3000}:3000']]);
    for (const [name, { environment }] of Object.entries(apps)) {
      expect([name, environment?.['PORT'], environment?.['OPS_PORT']]).toEqual(name === 'gateway' ? [name, 3000, undefined] : [name, undefined, 9400]);
    }
  });

  it('does not start without secrets of one’s own', () => {
    const needed = [
      compose.services['postgresql']?.environment?.['POSTGRES_PASSWORD'],
      compose.services['rabbitmq']?.environment?.['RABBITMQ_DEFAULT_PASS'],
      apps['gateway']?.environment?.['JWT_SECRET'],
      ...Object.values(apps).flatMap(({ environment }) => [environment?.['DATABASE_URL'], environment?.['RABBITMQ_URL']]),
    ];
    expect(needed.filter((value) => !unsetFails(value))).toEqual([]);
  });

  it.each(Object.entries(SERVERS))('has a real %s that only the other services reach', (name, image) => {
    const server = compose.services[name];
    expect(server?.image).toMatch(new RegExp(`^${image}`));
    expect(server?.networks).toEqual(['servers']);
    expect(compose.networks['servers']).toEqual({ internal: true });
    const volume = server?.volumes?.[0]?.split(':')[0] ?? '';
    expect(Object.keys(compose.volumes)).toContain(volume);
  });
});

/** `${NAME:?…}` with something in it, `${NAME:-fallback}` with the fallback. */
function fill(value: string): string {
  return value.replace(/\$\{\w+:\?[^}]*\}/g, 'a'.repeat(48)).replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}
