import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Access to language models: channels with their keys, groups of staff that share channels, and the relay's own keys. */
export class Channels1763700000000 implements MigrationInterface {
  readonly name = 'Channels1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff_groups (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id),
        CONSTRAINT staff_groups_name UNIQUE (tenant_id, name)
      );
      ${tenantTable('staff_groups', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE staff_group_members (
        tenant_id uuid NOT NULL,
        group_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        PRIMARY KEY (group_id, staff_id, tenant_id),
        FOREIGN KEY (group_id, tenant_id) REFERENCES staff_groups ON DELETE CASCADE,
        FOREIGN KEY (tenant_id, staff_id) REFERENCES staff ON DELETE CASCADE
      );
      CREATE INDEX staff_group_members_staff ON staff_group_members (staff_id, tenant_id);
      ${tenantTable('staff_group_members', 'SELECT, INSERT, DELETE')}

      CREATE TABLE channels (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        type text NOT NULL CHECK (type IN ('anthropic', 'openai-compatible', 'local')),
        preset text,
        base_url text,
        models text[] NOT NULL DEFAULT '{}',
        -- From the name a caller asks for to the name the vendor knows.
        model_mapping jsonb NOT NULL DEFAULT '{}',
        priority smallint NOT NULL DEFAULT 50 CHECK (priority BETWEEN 1 AND 100),
        weight integer NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 1000),
        status text NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'disabled', 'auto_disabled')),
        status_reason text,
        scope text NOT NULL DEFAULT 'tenant' CHECK (scope IN ('tenant', 'group', 'personal')),
        group_id uuid,
        staff_id uuid,
        quota_limit numeric(30, 10),
        quota_unit text CHECK (quota_unit IN ('tokens', 'usd')),
        used_tokens numeric(30, 0) NOT NULL DEFAULT 0,
        used_cost numeric(30, 10) NOT NULL DEFAULT 0,
        requests_per_minute integer CHECK (requests_per_minute > 0),
        timeouts jsonb NOT NULL DEFAULT '{}',
        legacy_credential_id text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id),
        CONSTRAINT channels_name UNIQUE (tenant_id, name),
        CONSTRAINT channels_legacy UNIQUE (tenant_id, legacy_credential_id),
        CHECK ((scope = 'group') = (group_id IS NOT NULL)),
        CHECK ((scope = 'personal') = (staff_id IS NOT NULL)),
        CHECK ((quota_limit IS NULL) = (quota_unit IS NULL)),
        CHECK ((type = 'local') = (base_url IS NULL)),
        FOREIGN KEY (group_id, tenant_id) REFERENCES staff_groups ON DELETE CASCADE,
        FOREIGN KEY (tenant_id, staff_id) REFERENCES staff ON DELETE CASCADE
      );
      ${tenantTable('channels', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE channel_keys (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        channel_id uuid NOT NULL,
        position smallint NOT NULL,
        -- AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag.
        sealed bytea NOT NULL,
        master_key_id text NOT NULL,
        last_four text NOT NULL,
        status text NOT NULL DEFAULT 'enabled' CHECK (status IN ('enabled', 'auto_disabled')),
        status_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id),
        FOREIGN KEY (channel_id, tenant_id) REFERENCES channels ON DELETE CASCADE
      );
      CREATE INDEX channel_keys_channel ON channel_keys (channel_id, tenant_id);
      ${tenantTable('channel_keys', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, UPDATE')}

      CREATE TABLE virtual_keys (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        key_hash text NOT NULL UNIQUE,
        last_four text NOT NULL,
        scopes text[] NOT NULL,
        -- Null: every model the channels offer.
        models text[],
        -- Whose personal and group channels the key may use; null: the tenant's alone.
        staff_id uuid,
        quota_limit numeric(30, 10),
        quota_unit text CHECK (quota_unit IN ('tokens', 'usd')),
        used_tokens numeric(30, 0) NOT NULL DEFAULT 0,
        used_cost numeric(30, 10) NOT NULL DEFAULT 0,
        requests_per_minute integer CHECK (requests_per_minute > 0),
        tokens_per_minute integer CHECK (tokens_per_minute > 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (id, tenant_id),
        CHECK ((quota_limit IS NULL) = (quota_unit IS NULL)),
        FOREIGN KEY (tenant_id, staff_id) REFERENCES staff ON DELETE CASCADE
      );
      ALTER TABLE virtual_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE virtual_keys FORCE ROW LEVEL SECURITY;
      -- As for API keys: the hash asked for opens that one row before the tenant is known.
      CREATE POLICY tenant_isolation ON virtual_keys TO switchboard_app
        USING (tenant_id = (SELECT current_tenant()) OR key_hash = current_setting('app.api_key_hash', true))
        WITH CHECK (tenant_id = (SELECT current_tenant()));
      GRANT SELECT, INSERT, UPDATE ON virtual_keys TO switchboard_app;

      -- What a tenant changed of data/model-choices.json.
      CREATE TABLE model_choices (
        tenant_id uuid PRIMARY KEY REFERENCES tenants ON DELETE CASCADE,
        choices jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      ${tenantTable('model_choices', 'SELECT, INSERT, UPDATE, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE model_choices, virtual_keys, channel_keys, channels, staff_group_members, staff_groups');
  }
}
