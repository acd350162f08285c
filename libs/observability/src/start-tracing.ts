import { register } from 'node:module';

export interface Tracing {
  /** Sends what is buffered. */
  stop(): Promise<void>;
}

/**
 * Starts OpenTelemetry with an OTLP/HTTP exporter. Must run before the application's modules are
 * imported: instrumented libraries are patched as they load.
 */
export async function startTracing(endpoint: string, app: string): Promise<Tracing> {
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { registerInstrumentations }, { resourceFromAttributes }, http, pg, redis] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/instrumentation'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/instrumentation-http'),
      import('@opentelemetry/instrumentation-pg'),
      import('@opentelemetry/instrumentation-ioredis'),
    ]);
  const exporter = new OTLPTraceExporter({ url: new URL('v1/traces', endpoint.endsWith('/') ? endpoint : `${endpoint}/`).toString() });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `switchboard-${app}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      // The exporter's own requests are not traced.
      new http.HttpInstrumentation({ ignoreOutgoingRequestHook: (request) => request.path?.endsWith('/v1/traces') ?? false }),
      new pg.PgInstrumentation({ requireParentSpan: true }),
      new redis.IORedisInstrumentation({ requireParentSpan: true }),
    ],
  });
  return { stop: () => provider.shutdown() };
}
