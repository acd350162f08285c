/**
 * SQL that puts a table under its tenant: row-level security, forced even for the owner, and the
 * privileges of the role the apps connect as. `systemAccess` also opens it, for just those
 * privileges, to the cross-tenant role that background work takes on explicitly.
 */
export function tenantTable(name: string, appPrivileges: string, systemAccess?: string): string {
  const statements = [
    `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY tenant_isolation ON ${name} TO switchboard_app
       USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))`,
    `GRANT ${appPrivileges} ON ${name} TO switchboard_app`,
  ];
  if (systemAccess) {
    statements.push(
      `CREATE POLICY system_access ON ${name} TO switchboard_system USING (true) WITH CHECK (true)`,
      `GRANT ${systemAccess} ON ${name} TO switchboard_system`,
    );
  }
  return `${statements.join(';\n')};`;
}
