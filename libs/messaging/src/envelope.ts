import { ENVELOPE_DATA, EnvelopeHeader, type Envelope, type EnvelopeData, type EnvelopeType } from '#libs/contracts';
import { PermanentError, currentCorrelation, newId } from '#libs/kernel';
import { currentTraceparent } from '#libs/observability';

/** A new envelope; correlation id and trace context are taken from the work it is made in. */
export function createEnvelope<T extends EnvelopeType>(type: T, tenantId: string, data: EnvelopeData<T>): Envelope<T> {
  const id = newId();
  return {
    id,
    type,
    tenant_id: tenantId,
    correlation_id: currentCorrelation()?.correlationId ?? id,
    occurred_at: new Date().toISOString(),
    traceparent: currentTraceparent(),
    data,
  };
}

/** @throws PermanentError when it is not an envelope of a known type with valid data */
export function parseEnvelope(raw: unknown): Envelope {
  const header = EnvelopeHeader.safeParse(raw);
  if (!header.success) throw new PermanentError(`not an envelope: ${header.error.issues[0]?.path.join('.')} ${header.error.issues[0]?.message}`);
  const data = ENVELOPE_DATA[header.data.type].safeParse((raw as { data?: unknown }).data);
  if (!data.success) throw new PermanentError(`not valid ${header.data.type}: ${data.error.issues[0]?.path.join('.')} ${data.error.issues[0]?.message}`);
  return { ...header.data, data: data.data } as Envelope;
}
