import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/** Tenants, their credentials, staff and audit log. */
export class Identity1763600000000 implements MigrationInterface {
  readonly name = 'Identity1763600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT USAGE ON SCHEMA switchboard TO switchboard_app, switchboard_system;

      CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid $$;

      CREATE TABLE tenants (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now()
      );
      ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
      ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
      -- A sign-in names its tenant before there is a tenant scope: the slug asked for opens that one row.
      CREATE POLICY tenant_isolation ON tenants TO switchboard_app
        USING (id = (SELECT current_tenant()) OR slug = current_setting('app.tenant_slug', true))
        WITH CHECK (id = (SELECT current_tenant()));
      CREATE POLICY system_access ON tenants TO switchboard_system USING (true);
      GRANT SELECT, INSERT, UPDATE ON tenants TO switchboard_app;
      GRANT SELECT ON tenants TO switchboard_system;

      CREATE TABLE api_keys (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        name text NOT NULL,
        key_hash text NOT NULL UNIQUE,
        last_four text NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (tenant_id, id)
      );
      ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
      ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
      -- Authentication knows the key but not yet the tenant: the hash asked for opens that one row.
      CREATE POLICY tenant_isolation ON api_keys TO switchboard_app
        USING (tenant_id = (SELECT current_tenant()) OR key_hash = current_setting('app.api_key_hash', true))
        WITH CHECK (tenant_id = (SELECT current_tenant()));
      GRANT SELECT, INSERT, UPDATE ON api_keys TO switchboard_app;

      CREATE TABLE staff (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        email text NOT NULL,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('admin', 'manager', 'human_agent')),
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz,
        PRIMARY KEY (tenant_id, id)
      );
      CREATE UNIQUE INDEX staff_email ON staff (tenant_id, lower(email));
      ${tenantTable('staff', 'SELECT, INSERT, UPDATE')}

      CREATE TABLE refresh_tokens (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        staff_id uuid NOT NULL,
        family_id uuid NOT NULL,
        token_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz,
        PRIMARY KEY (tenant_id, id),
        UNIQUE (tenant_id, token_hash),
        FOREIGN KEY (tenant_id, staff_id) REFERENCES staff ON DELETE CASCADE
      );
      CREATE INDEX refresh_tokens_family ON refresh_tokens (tenant_id, family_id);
      CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
      ${tenantTable('refresh_tokens', 'SELECT, INSERT, UPDATE', 'SELECT, DELETE')}

      CREATE TABLE audit_log (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('api_key', 'staff', 'ai_agent', 'system')),
        actor_id uuid,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        detail jsonb NOT NULL DEFAULT '{}',
        correlation_id text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, id)
      );
      CREATE INDEX audit_log_subject ON audit_log (tenant_id, subject_kind, subject_id, created_at);
      ${tenantTable('audit_log', 'SELECT, INSERT')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_log, refresh_tokens, staff, api_keys, tenants; DROP FUNCTION current_tenant()');
  }
}
