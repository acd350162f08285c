import { CreateChannel, type UpdateChannel } from '#libs/contracts';
import { AppError } from '#libs/kernel';
import { PROVIDER_PRESETS } from '../presets.js';
import { quotaOf, scopeOf, type ChannelRow } from './channel-row.js';

/** Everything of a channel that its maker decides, but its keys; the base URL is settled. */
export type ChannelSettings = Omit<CreateChannel, 'keys'>;

/**
 * The settings of a channel to make, its base URL filled in from its preset.
 * @throws AppError invalid_request
 */
export function settle({ keys: _, ...input }: CreateChannel): ChannelSettings {
  if (input.type === 'local') {
    if (input.preset) throw new AppError('invalid_request', 'preset: a local channel has none');
    return input;
  }
  const preset = input.preset ?? (input.type === 'anthropic' ? 'anthropic' : null);
  const base_url = input.base_url ?? (preset && PROVIDER_PRESETS[preset].baseUrl);
  if (!base_url) throw new AppError('invalid_request', 'base_url: give a base_url or a preset');
  return { ...input, base_url };
}

/**
 * The settings after a change, as valid as those of a new channel.
 * @throws AppError invalid_request
 */
export function change(row: ChannelRow, { status: _status, reset_quota: _reset, ...changed }: UpdateChannel): ChannelSettings {
  const merged = CreateChannel.safeParse({ ...settingsOf(row), ...changed });
  if (merged.success) return settle(merged.data);
  const errors = merged.error.issues.map((issue) => ({ path: ['body', ...issue.path].join('.'), message: issue.message }));
  throw new AppError('invalid_request', `${errors[0]!.path}: ${errors[0]!.message}`, { errors });
}

const settingsOf = (row: ChannelRow): ChannelSettings => ({
  type: row.type,
  preset: row.preset,
  name: row.name,
  base_url: row.base_url,
  models: row.models,
  model_mapping: row.model_mapping,
  priority: row.priority,
  weight: row.weight,
  quota: quotaOf(row),
  scope: scopeOf(row),
  requests_per_minute: row.requests_per_minute,
  timeouts: row.timeouts,
});

/** The settings as columns, in the order of SETTINGS_COLUMNS. */
export const settingsValues = (settings: ChannelSettings): unknown[] => [
  settings.name,
  settings.base_url,
  settings.models,
  JSON.stringify(settings.model_mapping),
  settings.priority,
  settings.weight,
  settings.scope.kind,
  settings.scope.kind === 'group' ? settings.scope.group_id : null,
  settings.scope.kind === 'personal' ? settings.scope.staff_id : null,
  settings.quota?.limit ?? null,
  settings.quota?.unit ?? null,
  settings.requests_per_minute,
  JSON.stringify(settings.timeouts),
];

export const SETTINGS_COLUMNS = 'name, base_url, models, model_mapping, priority, weight, scope, group_id, staff_id, quota_limit, quota_unit, requests_per_minute, timeouts';

/** `$from, $from+1, …` for settingsValues. */
export const settingsPlaceholders = (from: number): string => SETTINGS_COLUMNS.split(',').map((_, index) => `$${from + index}`).join(', ');
