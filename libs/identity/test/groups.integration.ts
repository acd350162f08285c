import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { createTestDatabase, describeWith, gate, startTcpProxy, type TestDatabase } from '#libs/testing';
import { StaffGroups, type Principal } from '../src/index.js';

describeWith('postgresql', 'groups of staff', () => {
  let test: TestDatabase;
  let groups: StaffGroups;
  let tenantId: string;
  let actor: Principal;
  let ana: string;
  let ben: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    groups = new StaffGroups(test.database);
  }, 30_000);

  afterAll(() => test?.drop());

  const newTenant = async (): Promise<string> => {
    const id = newId();
    await test.asOwner('INSERT INTO tenants (id, slug, name) VALUES ($1, $2, $2)', [id, `tenant-${id}`]);
    return id;
  };
  const person = async (tenant: string): Promise<string> => {
    const id = newId();
    await test.asOwner(`INSERT INTO staff (tenant_id, id, email, name, role, password_hash) VALUES ($1, $2, $3, 'x', 'manager', 'x')`, [tenant, id, `${id}@staff.example`]);
    return id;
  };

  beforeEach(async () => {
    tenantId = await newTenant();
    actor = { kind: 'api_key', id: newId(), tenantId, name: 'admin', role: null, scopes: ['admin'] };
    [ana, ben] = [await person(tenantId), await person(tenantId)];
  });

  it('are made, changed and deleted, and every change is in the audit log', async () => {
    const made = await groups.create(tenantId, actor, { name: 'Night shift', staff_ids: [ana, ana] });
    expect(made).toMatchObject({ name: 'Night shift', staff_ids: [ana] });
    expect(await groups.update(tenantId, actor, made.id, { name: 'Day shift' })).toEqual({ ...made, name: 'Day shift' });
    expect(await groups.update(tenantId, actor, made.id, { staff_ids: [ana, ben] })).toMatchObject({ name: 'Day shift', staff_ids: [ana, ben] });
    expect(await groups.list(tenantId)).toEqual([await groups.get(tenantId, made.id)]);
    await groups.delete(tenantId, actor, made.id);
    expect(await groups.list(tenantId)).toEqual([]);
    await expect(groups.delete(tenantId, actor, made.id)).rejects.toMatchObject({ code: 'not_found' });
    const log = await test.asOwner<{ action: string; actor_id: string }>('SELECT action, actor_id FROM audit_log WHERE subject_id = $1 ORDER BY created_at, id', [made.id]);
    expect(log.map(({ action }) => action)).toEqual(['group.created', 'group.updated', 'group.updated', 'group.deleted']);
    expect(new Set(log.map(({ actor_id }) => actor_id))).toEqual(new Set([actor.id]));
  });

  it('have names of their own', async () => {
    await groups.create(tenantId, actor, { name: 'a', staff_ids: [] });
    const { id } = await groups.create(tenantId, actor, { name: 'b', staff_ids: [] });
    await expect(groups.create(tenantId, actor, { name: 'a', staff_ids: [] })).rejects.toMatchObject({ code: 'already_exists' });
    await expect(groups.update(tenantId, actor, id, { name: 'a' })).rejects.toMatchObject({ code: 'already_exists' });
    expect((await groups.create(await newTenant(), null, { name: 'a', staff_ids: [] })).name).toBe('a');
  });

  it('have members of the tenant’s staff only', async () => {
    const stranger = await person(await newTenant());
    for (const staff_ids of [[newId()], [stranger], [ana, stranger]]) await expect(groups.create(tenantId, actor, { name: 'x', staff_ids })).rejects.toMatchObject({ code: 'invalid_request' });
    const { id } = await groups.create(tenantId, actor, { name: 'x', staff_ids: [ana] });
    await expect(groups.update(tenantId, actor, id, { staff_ids: [stranger] })).rejects.toMatchObject({ code: 'invalid_request' });
    expect((await groups.get(tenantId, id)).staff_ids).toEqual([ana]);
  });

  it('do not exist for another tenant', async () => {
    const { id } = await groups.create(tenantId, actor, { name: 'x', staff_ids: [ana] });
    const other = await newTenant();
    for (const attempt of [groups.get(other, id), groups.update(other, actor, id, { name: 'y' }), groups.delete(other, actor, id)]) await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    expect(await groups.list(other)).toEqual([]);
    expect(await groups.groupIdsOf(other, ana)).toEqual([]);
  });

  it('of a person are known, and known anew after a change', async () => {
    expect(await groups.groupIdsOf(tenantId, ana)).toEqual([]);
    const a = await groups.create(tenantId, actor, { name: 'a', staff_ids: [ana] });
    const b = await groups.create(tenantId, actor, { name: 'b', staff_ids: [ana, ben] });
    expect(await groups.groupIdsOf(tenantId, ana)).toEqual([a.id, b.id].sort());
    expect(await groups.groupIdsOf(tenantId, ben)).toEqual([b.id]);
    await groups.update(tenantId, actor, b.id, { staff_ids: [ben] });
    expect(await groups.groupIdsOf(tenantId, ana)).toEqual([a.id]);
    await groups.delete(tenantId, actor, a.id);
    expect(await groups.groupIdsOf(tenantId, ana)).toEqual([]);
  });

  it('of a person can be asked for while they change', async () => {
    const { id } = await groups.create(tenantId, actor, { name: 'a', staff_ids: [ana] });
    const { opened, open } = gate();
    const inTenant = jest.spyOn(test.database, 'inTenant').mockImplementationOnce(async () => {
      await opened;
      return [{ group_id: id }] as never;
    });
    const asked = groups.groupIdsOf(tenantId, ana);
    await groups.update(tenantId, actor, id, { staff_ids: [] });
    open();
    expect(await asked).toEqual([id]);
    expect(await groups.groupIdsOf(tenantId, ana)).toEqual([]);
    inTenant.mockRestore();
  });

  it('of a person are remembered for a while, not asked for each time', async () => {
    const proxy = await startTcpProxy(test.app);
    const database = new Database(proxy.url, { poolSize: 1, applicationName: 'switchboard-test' });
    const elsewhere = new StaffGroups(database);
    const { id } = await groups.create(tenantId, actor, { name: 'a', staff_ids: [ana] });
    expect(await elsewhere.groupIdsOf(tenantId, ana)).toEqual([id]);
    await proxy.close();
    expect(await elsewhere.groupIdsOf(tenantId, ana)).toEqual([id]);
    await expect(elsewhere.groupIdsOf(tenantId, ben)).rejects.toMatchObject({ code: 'service_unavailable' });
    await database.close();
  });
});
