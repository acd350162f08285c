import type { JsonObject, ProviderChannel, WireFormatName } from '#libs/channels';
import { isOfUser, offeredModels, type ChannelUser } from '#libs/channels';
import type { VirtualKeyHolder } from '#libs/identity';

/** Names of the models the key may use, in alphabetical order. */
export function modelsFor(channels: readonly ProviderChannel[], holder: VirtualKeyHolder, user: ChannelUser): string[] {
  const usable = channels.filter((channel) => channel.type !== 'local' && channel.status === 'enabled' && isOfUser(channel, user));
  const offered = new Set(usable.flatMap(offeredModels));
  return [...offered].filter((model) => holder.models === null || holder.models.includes(model)).sort();
}

/** When a model was made is not known here, and both formats want a time. */
const EPOCH = new Date(0);

export function modelList(format: WireFormatName, models: readonly string[]): JsonObject {
  return format === 'openai' ? { object: 'list', data: models.map((id) => modelIn('openai', id)) } : anthropicList(models);
}

export function modelIn(format: WireFormatName, id: string): JsonObject {
  if (format === 'openai') return { id, object: 'model', created: EPOCH.getTime() / 1_000, owned_by: 'switchboard' };
  return { type: 'model', id, display_name: id, created_at: EPOCH.toISOString() };
}

const anthropicList = (models: readonly string[]): JsonObject => ({
  data: models.map((id) => modelIn('anthropic', id)),
  has_more: false,
  first_id: models[0] ?? null,
  last_id: models.at(-1) ?? null,
});
