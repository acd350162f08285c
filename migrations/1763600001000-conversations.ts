import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from './tenant-table.js';

/**
 * Contacts, conversations, messages (partitioned by month) and turns. Keys begin with the column that
 * tells rows apart, not with the tenant: before the first ANALYZE the planner takes all indexes that
 * begin with a compared column for equally good.
 */
export class Conversations1763600001000 implements MigrationInterface {
  readonly name = 'Conversations1763600001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

      CREATE TABLE contacts (
        tenant_id uuid NOT NULL REFERENCES tenants ON DELETE CASCADE,
        id uuid NOT NULL,
        external_id text,
        name text,
        email text,
        phone text,
        locale text,
        metadata jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (id, tenant_id),
        UNIQUE (external_id, tenant_id)
      );
      ${tenantTable('contacts', 'SELECT, INSERT, UPDATE, DELETE')}

      CREATE TABLE conversations (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        contact_id uuid NOT NULL,
        inbox text NOT NULL DEFAULT 'rest' CHECK (inbox IN ('rest', 'widget', 'email')),
        session_id text,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('open', 'pending', 'snoozed', 'resolved')),
        priority text NOT NULL DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
        owner text NOT NULL DEFAULT 'ai' CHECK (owner IN ('ai', 'queue', 'human')),
        assignee_id uuid,
        -- Grows with every change of owner; a reply that carries an older one is rejected.
        ownership_epoch integer NOT NULL DEFAULT 1,
        -- At most one turn is being answered; what arrives meanwhile gathers in the queued one.
        active_turn_id uuid,
        queued_turn_id uuid,
        agent_type text,
        locale text,
        metadata jsonb NOT NULL DEFAULT '{}',
        escalation_reason text,
        escalated_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_message_at timestamptz NOT NULL DEFAULT now(),
        resolved_at timestamptz,
        PRIMARY KEY (id, tenant_id),
        UNIQUE (session_id, tenant_id),
        FOREIGN KEY (contact_id, tenant_id) REFERENCES contacts,
        FOREIGN KEY (tenant_id, assignee_id) REFERENCES staff
      ) WITH (fillfactor = 80);
      CREATE INDEX conversations_recent ON conversations (tenant_id, last_message_at DESC, id DESC);
      CREATE INDEX conversations_escalated ON conversations (tenant_id, escalated_at, id) WHERE owner <> 'ai' AND status <> 'resolved';
      CREATE INDEX conversations_contact ON conversations (contact_id, tenant_id);
      ${tenantTable('conversations', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT, UPDATE')}

      CREATE TABLE messages (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        turn_id uuid,
        author text NOT NULL CHECK (author IN ('contact', 'ai_agent', 'human_agent', 'system')),
        agent_type text,
        staff_id uuid,
        body text NOT NULL,
        metadata jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (id, tenant_id, created_at),
        FOREIGN KEY (conversation_id, tenant_id) REFERENCES conversations ON DELETE CASCADE
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX messages_conversation ON messages (conversation_id, tenant_id, created_at, id);
      CREATE INDEX messages_text ON messages USING gin (body public.gin_trgm_ops);
      ${tenantTable('messages', 'SELECT, INSERT, DELETE', 'SELECT')}
      -- Takes what no monthly partition covers, so that a late job never costs a message.
      CREATE TABLE messages_default PARTITION OF messages DEFAULT;

      -- Creates the partitions of this month and of \`months_ahead\` after it; returns how many were new.
      -- Runs as the owner, because the apps' roles may not create tables.
      CREATE FUNCTION ensure_message_partitions(months_ahead integer) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = switchboard, pg_temp AS $$
      DECLARE
        month date;
        beginning timestamptz;
        beyond timestamptz;
        created integer := 0;
      BEGIN
        -- One at a time: two processes would both find the same month missing.
        PERFORM pg_advisory_xact_lock(hashtext('ensure_message_partitions'));
        FOR month IN
          SELECT generate_series(
            date_trunc('month', now() AT TIME ZONE 'UTC'),
            date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months_ahead),
            interval '1 month')::date
        LOOP
          CONTINUE WHEN to_regclass(format('messages_%s', to_char(month, 'YYYY_MM'))) IS NOT NULL;
          beginning := month::timestamp AT TIME ZONE 'UTC';
          beyond := (month + interval '1 month')::timestamp AT TIME ZONE 'UTC';
          -- Rows must leave the default partition before the month can have its own. They come back by
          -- INSERT: ATTACH would check foreign keys under the forced row-level security, and fail for an
          -- owner that is no superuser.
          LOCK TABLE messages_default IN ACCESS EXCLUSIVE MODE;
          CREATE TABLE messages_moving (LIKE messages);
          WITH moved AS (DELETE FROM messages_default WHERE created_at >= beginning AND created_at < beyond RETURNING *)
            INSERT INTO messages_moving SELECT * FROM moved;
          EXECUTE format('CREATE TABLE messages_%s PARTITION OF messages FOR VALUES FROM (%L) TO (%L)', to_char(month, 'YYYY_MM'), beginning, beyond);
          EXECUTE format('INSERT INTO messages_%s SELECT * FROM messages_moving', to_char(month, 'YYYY_MM'));
          DROP TABLE messages_moving;
          created := created + 1;
        END LOOP;
        RETURN created;
      END $$;
      REVOKE ALL ON FUNCTION ensure_message_partitions(integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION ensure_message_partitions(integer) TO switchboard_system;
      SELECT ensure_message_partitions(3);

      CREATE TABLE turns (
        tenant_id uuid NOT NULL,
        id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('queued', 'accepted', 'answered', 'handed_off')),
        ownership_epoch integer NOT NULL,
        intent text,
        confidence real,
        agent_type text,
        handoff_reason text,
        reply_message_id uuid,
        from_cache boolean NOT NULL DEFAULT false,
        attempts integer NOT NULL DEFAULT 1,
        correlation_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        deadline_at timestamptz,
        ended_at timestamptz,
        PRIMARY KEY (id, tenant_id),
        FOREIGN KEY (conversation_id, tenant_id) REFERENCES conversations ON DELETE CASCADE
      ) WITH (fillfactor = 80);
      CREATE INDEX turns_conversation ON turns (conversation_id, tenant_id);
      CREATE INDEX turns_unended ON turns (deadline_at) WHERE ended_at IS NULL;
      CREATE INDEX turns_ended ON turns (ended_at) WHERE ended_at IS NOT NULL;
      ${tenantTable('turns', 'SELECT, INSERT, UPDATE', 'SELECT, UPDATE')}

      CREATE TABLE idempotency_keys (
        tenant_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        message_id uuid NOT NULL,
        turn_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (conversation_id, key, tenant_id),
        FOREIGN KEY (conversation_id, tenant_id) REFERENCES conversations ON DELETE CASCADE
      );
      CREATE INDEX idempotency_keys_age ON idempotency_keys USING brin (created_at);
      ${tenantTable('idempotency_keys', 'SELECT, INSERT', 'SELECT, DELETE')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_keys, turns, messages, conversations, contacts;
      DROP FUNCTION ensure_message_partitions(integer)
    `);
  }
}
